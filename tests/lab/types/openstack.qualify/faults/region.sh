#!/bin/bash
# The openrc names a region that the cloud doesn't have.
# on: controller
# checks: providers
sed -i 's/OS_REGION_NAME=.*/OS_REGION_NAME="RegionTwo"/' /root/shop-openrc.sh
