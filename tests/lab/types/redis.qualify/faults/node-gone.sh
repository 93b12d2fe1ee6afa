#!/bin/bash
# A node of the cluster has died.
# on: ring
# breaks: 2.3.6
# checks: ring-whole ring-takes-keys
systemctl stop ring@7003
sleep 5  # until the others see it
