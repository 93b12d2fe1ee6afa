#!/bin/bash
# Redis lets everybody in.
# on: db
# breaks: 3.3.4
# checks: scale-redis
sed -i '/^requirepass/d; s/^protected-mode.*/protected-mode no/' /etc/redis/redis.conf
systemctl restart redis-server
