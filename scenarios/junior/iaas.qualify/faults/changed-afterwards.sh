#!/bin/bash
# Something of each skill was changed afterwards: no program for config drives and a scheduler that is disabled, the server's
# group, what the node keeps back, who may read the container, and what asks the cloud has stopped.
# on: controller compute
# breaks: 3.1.1 2.1.1 3.1.2 3.1.3 3.1.4
# checks: iaas-server iaas-control server-door manage-node resource-store watch-out
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_compute_ADDRESS" ]; then
  for _ in $(seq 90); do virsh list --name | grep -q . && break; sleep 1; done
  sleep 20
  mv /usr/bin/genisoimage /usr/bin/genisoimage.away
  rm -f /usr/bin/mkisofs
  crudini --set /etc/nova/nova.conf DEFAULT reserved_host_memory_mb $((LABCHECK_PARAM_reserved + 64))
  systemctl restart nova-compute
  exit
fi
# shellcheck source=/dev/null
. /root/admin-openrc
settled
team=$LABCHECK_PARAM_team
as_clerk() { OS_USERNAME=clerk-$team OS_PASSWORD=$LABCHECK_PARAM_clerk_password OS_PROJECT_NAME=shop-$team openstack "$@"; }
port=$(as_clerk port list --server "web-$team" -f value -c ID)
as_clerk port set --no-security-group "$port"
as_clerk port set --security-group default "$port"
token=$(as_clerk token issue -f value -c id)
account=$(openstack project show "shop-$team" -f value -c id)
curl -fsS -X POST -H "X-Auth-Token: $token" -H 'X-Container-Read: .r:*' "http://$LABCHECK_SELF_ADDRESS:8080/v1/AUTH_$account/files-$team"
systemctl disable --quiet --now cloud-figures
mysql -e "update nova.services set disabled = 1 where \`binary\` = 'nova-scheduler'"
