#!/bin/bash
# Forgotten: --permanent.
# on: zone
# checks: zone-http
firewall-cmd --quiet --permanent --zone=public --remove-service=http
