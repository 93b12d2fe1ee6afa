#!/bin/bash
# The openrc leads out of the lab.
# on: controller
# breaks: 2.1.1
# checks: openrc providers
sed -i 's/controller-api:5000/203.0.113.9:5000/' /root/shop-openrc.sh
