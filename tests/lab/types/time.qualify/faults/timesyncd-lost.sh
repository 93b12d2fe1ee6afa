#!/bin/bash
# systemd-timesyncd asks a server that is none.
# on: timesyncd
# breaks: 1.1.4
# checks: timesyncd
sed -i s/60.30/60.39/ /etc/systemd/timesyncd.conf
rm -f /run/systemd/timesync/synchronized
systemctl restart systemd-timesyncd
