#!/bin/bash
# The server does not know the database.
# on: ns
# breaks: 1.1.4
# checks: looked-up resolved
sed -i "/^db/d" /etc/bind/lab.zone
systemctl restart named
