#!/bin/bash
# Anybody may come.
# on: hub
# breaks: 2.3.5
# checks: asks-who
sed -i '/^auth/d' /etc/docker/registry/config.yml
systemctl restart docker-registry
until curl -s http://127.0.0.1:5000/v2/ >/dev/null; do sleep 0.1; done
