#!/bin/bash
# Anybody may come.
# on: closed
# breaks: 2.3.6
# checks: login
sed -i '/^-Y/d' /etc/memcached.conf
systemctl restart memcached
