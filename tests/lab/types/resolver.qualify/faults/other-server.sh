#!/bin/bash
# A server is asked that is none.
# on: plain
# breaks: 1.1.4
# checks: servers looked-up
sed -i "s/192.168.60.20/192.168.60.21/" /etc/resolv.conf
