#!/bin/bash
# Something of each skill was taken away: the image store's rights and Nova's start at boot, the snapshot, what hides the
# hypervisors, Swift's start at boot, the alerts. (Several things at once, since each boot of a cloud takes minutes.)
# on: controller compute
# breaks: 3.1.1 2.1.1 3.1.2 3.1.3 3.1.4
# checks: iaas-image-store iaas-at-boot server-snapshot manage-rights resource-at-boot watch-out watch-api
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_compute_ADDRESS" ]; then
  systemctl disable --quiet nova-compute
  exit
fi
# shellcheck source=/dev/null
. /root/admin-openrc
settled
team=$LABCHECK_PARAM_team
as_clerk() { OS_USERNAME=clerk-$team OS_PASSWORD=$LABCHECK_PARAM_clerk_password OS_PROJECT_NAME=shop-$team openstack "$@"; }
as_clerk image delete "snap-$team"
chown root:root /var/lib/glance/images
chmod 755 /var/lib/glance/images
echo '"os_compute_api:os-hypervisors:list": ""' >/etc/nova/policy.yaml
chmod 644 /etc/nova/policy.yaml
systemctl restart nova-api
systemctl disable --quiet swift-proxy
echo 'groups: []' >/etc/prometheus/cloud.yml
systemctl restart prometheus
for _ in $(seq 60); do openstack server list >/dev/null 2>&1 && break; sleep 1; done
