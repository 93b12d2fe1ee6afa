#!/bin/bash
# It speaks Redis's protocol, but runs no script.
# on: cache[0]
# breaks: 2.3.6
# checks: genuine
echo 'rename-command EVAL ""' >>/etc/redis/lab.conf
systemctl restart redis-server
