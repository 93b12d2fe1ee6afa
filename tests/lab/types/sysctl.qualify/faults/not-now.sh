#!/bin/bash
# Written down, never put into force.
# on: box
# breaks: 1.1.4
# checks: forwards
sysctl --quiet -w net.ipv4.ip_forward=0
