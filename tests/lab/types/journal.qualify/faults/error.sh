#!/bin/bash
# The service logs an error.
# on: box
# breaks: 1.1.4
# checks: no-errors
sed -i "s/^ExecStart=/ExecStartPost=-\/bin\/sh -c \"echo \'<3>no room left\'\"\n&/" /etc/systemd/system/shop.service
systemctl daemon-reload
systemctl restart shop
journalctl --sync
