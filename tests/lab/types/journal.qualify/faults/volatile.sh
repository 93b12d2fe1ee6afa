#!/bin/bash
# The journal is kept in memory only.
# on: box
# breaks: 1.1.4
# checks: kept
mkdir -p /etc/systemd/journald.conf.d
printf "[Journal]\nStorage=volatile\n" >/etc/systemd/journald.conf.d/lab.conf
rm -rf /var/log/journal
systemctl restart systemd-journald
systemctl restart shop
journalctl --sync
