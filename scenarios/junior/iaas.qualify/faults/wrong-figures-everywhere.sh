#!/bin/bash
# Wrong figures in each skill: the flavor's memory, the image's length and an agent's host, the port's range, the number of
# servers, who may see a flavor, who watches what.
# on: controller
# breaks: 3.1.1 2.1.1 3.1.2 3.1.3 3.1.4
# checks: iaas-flavor iaas-image iaas-agents server-door manage-quota resource-flavor watch-record
# shellcheck source=/dev/null
. /root/admin-openrc
settled
team=$LABCHECK_PARAM_team
as_clerk() { OS_USERNAME=clerk-$team OS_PASSWORD=$LABCHECK_PARAM_clerk_password OS_PROJECT_NAME=shop-$team openstack "$@"; }
openstack flavor delete "tiny-$team"
openstack flavor create --vcpus 1 --ram $((LABCHECK_PARAM_ram * 2)) --disk 1 "tiny-$team"
head -c 8000000 /srv/exam/tiny.img >/tmp/part.img
openstack image delete "tiny-$team"
openstack image create --public --disk-format raw --container-format bare --file /tmp/part.img "tiny-$team"
mysql -e "update neutron.agents set host = 'localhost' where \`binary\` = 'neutron-linuxbridge-agent' and host <> '$(hostname)'"
as_clerk security group rule create --proto tcp --dst-port 8000:9000 "door-$team"
openstack quota set --instances $((LABCHECK_PARAM_servers + 1)) "shop-$team"
openstack flavor delete "big-$team"
openstack flavor create --public --vcpus 1 --ram "$LABCHECK_PARAM_big_ram" --disk 1 "big-$team"
sed -i 's/,wei$/,lin/' /srv/cloud/watch.csv
