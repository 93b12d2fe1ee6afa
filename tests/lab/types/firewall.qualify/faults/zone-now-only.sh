#!/bin/bash
# Forgotten: --permanent.
# on: zone
# breaks: 1.2.2
# checks: zone-http
firewall-cmd --quiet --permanent --zone=public --remove-service=http
