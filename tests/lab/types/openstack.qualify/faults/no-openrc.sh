#!/bin/bash
# There is no openrc.
# on: controller
# checks: openrc providers
rm /root/shop-openrc.sh
