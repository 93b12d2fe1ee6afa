#!/bin/bash
# The openrc names a region that the cloud doesn't have.
# on: controller
# breaks: 2.1.1
# checks: providers
sed -i 's/OS_REGION_NAME=.*/OS_REGION_NAME="RegionTwo"/' /root/shop-openrc.sh
