#!/bin/bash
# The shop's network gives no addresses out any more.
# on: controller
# breaks: 2.1.1 3.1.3
# checks: server-answers resource-network
# shellcheck source=/dev/null
. /root/admin-openrc
settled
openstack subnet set --no-dhcp "deskplan-$LABCHECK_PARAM_team"
network=$(openstack network show "desk-$LABCHECK_PARAM_team" -f value -c id)
for _ in $(seq 30); do ip netns list | grep -q "$network" || break; sleep 1; done
