#!/bin/bash
# The service says something else.
# on: box
# breaks: 1.1.4
# checks: ready
journalctl --quiet --rotate
journalctl --quiet --vacuum-time=1s
sed -i "s/ready on/waiting for/" /etc/systemd/system/shop.service
systemctl daemon-reload
systemctl restart shop
journalctl --sync
