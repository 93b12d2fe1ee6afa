#!/bin/bash
# The catalog leads everybody who asks for the compute service to his own machine.
# on: controller
# breaks: 3.1.1 2.1.1 3.1.2 3.1.3
# checks: iaas-catalog
# shellcheck source=/dev/null
. /root/admin-openrc
settled
id=$(openstack endpoint list --service compute --interface public -f value -c ID)
openstack endpoint set --url http://127.0.0.1:8774/v2.1 "$id"
