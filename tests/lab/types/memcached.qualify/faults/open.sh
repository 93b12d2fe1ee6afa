#!/bin/bash
# Anybody may come.
# on: closed
# checks: login
sed -i '/^-Y/d' /etc/memcached.conf
systemctl restart memcached
