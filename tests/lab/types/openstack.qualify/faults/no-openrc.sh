#!/bin/bash
# There is no openrc.
# on: controller
# breaks: 2.1.1
# checks: openrc providers
rm /root/shop-openrc.sh
