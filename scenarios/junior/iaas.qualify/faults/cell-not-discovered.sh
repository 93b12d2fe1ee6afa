#!/bin/bash
# The compute service reports to the controller, but its cell has not discovered it.
# on: controller
# breaks: 3.1.1 3.1.4
# checks: iaas-hypervisor watch-out
# shellcheck source=/dev/null
. /root/admin-openrc
settled
mysql -e 'delete from nova_api.host_mappings'
