#!/bin/bash
# The openrc works its password out, which only a shell could.
# on: controller
# breaks: 2.1.1
# checks: openrc providers
sed -i "s/^export OS_PASSWORD=.*/export OS_PASSWORD=\$(echo li-secret)/" /root/shop-openrc.sh
