#!/bin/bash
# Something of each skill was left half done: a subnet without DHCP and a host that its cell has not discovered, a server that
# is paused, a zone without its host, a container without its limit and ports that are used up, a host without its exporter.
# on: controller compute
# breaks: 3.1.1 2.1.1 3.1.2 3.1.3 3.1.4
# checks: iaas-network iaas-hypervisor server-runs manage-zone resource-store-limit resource-address watch-targets
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_compute_ADDRESS" ]; then
  systemctl disable --quiet --now prometheus-node-exporter
  exit
fi
# shellcheck source=/dev/null
. /root/admin-openrc
settled
team=$LABCHECK_PARAM_team
as_clerk() { OS_USERNAME=clerk-$team OS_PASSWORD=$LABCHECK_PARAM_clerk_password OS_PROJECT_NAME=shop-$team openstack "$@"; }
openstack subnet set --no-dhcp "sub-$team"
as_clerk server pause "web-$team"
mysql -e 'delete from nova_api.aggregate_hosts; delete from nova_api.host_mappings'
openstack quota set --ports 2 "shop-$team"
token=$(as_clerk token issue -f value -c id)
account=$(openstack project show "shop-$team" -f value -c id)
curl -fsS -X POST -H "X-Auth-Token: $token" -H 'X-Remove-Container-Meta-Quota-Bytes: x' "http://$LABCHECK_SELF_ADDRESS:8080/v1/AUTH_$account/files-$team"
