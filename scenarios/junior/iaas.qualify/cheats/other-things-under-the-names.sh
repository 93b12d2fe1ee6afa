#!/bin/bash
# Other things under the names that were asked for: a server that was large from the start, a clerk who is the
# administrator elsewhere, a network of the administrator's, the controller's exporter under the compute node's name.
# on: controller
# breaks: 2.1.1 3.1.2 3.1.3 3.1.4
# checks: server-actions manage-rights resource-network watch-figures
# shellcheck source=/dev/null
. /root/admin-openrc
settled
team=$LABCHECK_PARAM_team
as_clerk() { OS_USERNAME=clerk-$team OS_PASSWORD=$LABCHECK_PARAM_clerk_password OS_PROJECT_NAME=shop-$team openstack "$@"; }
as_clerk server delete --wait "web-$team"
as_clerk server create --image "tiny-$team" --flavor "big-$team" --network "desk-$team" --security-group "door-$team" --config-drive true \
  --user-data /srv/exam/web.sh --wait "web-$team" -f value -c id
openstack network set --name "old-$team" "desk-$team"
openstack network create "desk-$team" -f value -c id
openstack subnet create --network "desk-$team" --subnet-range "$LABCHECK_PARAM_desk_cidr" --dns-nameserver "$LABCHECK_PARAM_desk_dns" \
  --allocation-pool "start=$LABCHECK_PARAM_desk_first,end=$LABCHECK_PARAM_desk_last" "again-$team"
openstack network rbac create --type network --action access_as_shared --target-project "shop-$team" "desk-$team"
openstack role add --project admin --user "clerk-$team" admin
sed -i "s|static_configs: .*:9100'\]}\]|static_configs: [{targets: ['$LABCHECK_SELF_ADDRESS:9100']}, {targets: ['127.0.0.1:9100'], labels: {instance: '$LABCHECK_HOST_compute_ADDRESS:9100'}}]|" /etc/prometheus/prometheus.yml
systemctl restart prometheus
