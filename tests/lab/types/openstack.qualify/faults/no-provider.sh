#!/bin/bash
# The node has gone from Placement.
# on: controller
# breaks: 2.1.1
# checks: providers
. /root/admin-openrc
curl --silent -X DELETE -H "X-Auth-Token: $(openstack token issue -f value -c id)" \
  http://controller-api:8778/resource_providers/8f9a1c9e-0a4d-4d5f-9d0c-2f6d0a3a1b01
