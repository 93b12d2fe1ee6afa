#!/bin/bash
# The service says something else.
# on: box
# breaks: 1.1.4
# checks: ready
journalctl --quiet --rotate
# Not --vacuum-time: it leaves what is younger than a second.
find /var/log/journal /run/log/journal -name '*@*.journal' -delete 2>/dev/null || true
sed -i "s/ready on/waiting for/" /etc/systemd/system/shop.service
systemctl daemon-reload
systemctl restart shop
journalctl --sync
