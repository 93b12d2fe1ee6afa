#!/bin/bash
# The balancer does not start at boot.
# on: group
# breaks: 2.1.2
# checks: group-balancer
systemctl disable --quiet haproxy
