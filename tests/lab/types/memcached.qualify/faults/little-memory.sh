#!/bin/bash
# 64 MiB.
# on: cache
# checks: memory
sed -i 's/^-m.*/-m 64/' /etc/memcached.conf
systemctl restart memcached
