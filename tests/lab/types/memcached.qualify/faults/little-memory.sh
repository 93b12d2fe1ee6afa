#!/bin/bash
# 64 MiB.
# on: cache
# breaks: 2.3.6
# checks: memory
sed -i 's/^-m.*/-m 64/' /etc/memcached.conf
systemctl restart memcached
