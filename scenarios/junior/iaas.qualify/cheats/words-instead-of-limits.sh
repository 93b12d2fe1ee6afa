#!/bin/bash
# What only looks like it: an uploaded file with a snapshot's properties, a right that is missing in place of a quota, a
# container's limit as a mere remark, figures of the cloud that never change.
# on: controller
# breaks: 2.1.1 3.1.2 3.1.3 3.1.4
# checks: server-snapshot manage-quota resource-store-limit watch-out
# shellcheck source=/dev/null
. /root/admin-openrc
settled
team=$LABCHECK_PARAM_team
as_clerk() { OS_USERNAME=clerk-$team OS_PASSWORD=$LABCHECK_PARAM_clerk_password OS_PROJECT_NAME=shop-$team openstack "$@"; }
as_clerk image delete "snap-$team"
as_clerk image create --disk-format qcow2 --container-format bare --file /srv/exam/tiny.img --property image_type=snapshot \
  --property "instance_uuid=$(as_clerk server show "web-$team" -f value -c id)" "snap-$team"
openstack quota set --networks 10 "shop-$team"
echo '"create_network": "role:admin"' >/etc/neutron/policy.yaml
chmod 644 /etc/neutron/policy.yaml
systemctl restart neutron-api
token=$(as_clerk token issue -f value -c id)
account=$(openstack project show "shop-$team" -f value -c id)
curl -fsS -X POST -H "X-Auth-Token: $token" -H 'X-Remove-Container-Meta-Quota-Bytes: x' -H "X-Container-Meta-Limit-Bytes: $LABCHECK_PARAM_quota" \
  "http://$LABCHECK_SELF_ADDRESS:8080/v1/AUTH_$account/files-$team"
systemctl disable --quiet --now cloud-figures
systemd-run --quiet --unit=touches sh -c 'while sleep 3; do touch /var/lib/prometheus/node-exporter/cloud.prom; done'
for _ in $(seq 60); do openstack network list >/dev/null 2>&1 && break; sleep 1; done
