#!/bin/bash
# systemd-resolved asks a server that is none.
# on: stub
# breaks: 1.1.4
# checks: resolved
sed -i "s/192.168.60.20/192.168.60.22/" /etc/systemd/resolved.conf.d/lab.conf
systemctl restart systemd-resolved
