# Keystone and Placement over MariaDB, a project with a user, and the openrc file that the user was given.
a=$LABCHECK_SELF_ADDRESS
ip address replace "$a/24" dev eth1
ip link set eth1 up
grep -q controller-api /etc/hosts || echo "$a controller-api" >>/etc/hosts
systemctl enable --quiet --now mariadb memcached
for name in keystone placement; do
  mysql -e "create database if not exists $name; grant all on $name.* to '$name'@'localhost' identified by 'db-secret'"
done
set_in() { crudini --set "$@"; }
k=/etc/keystone/keystone.conf p=/etc/placement/placement.conf
set_in $k database connection mysql+pymysql://keystone:db-secret@localhost/keystone
sed -i 's/^processes = .*/processes = 1/; s/^threads = .*/threads = 4/; s/python3,apparmor/python3/; /^apparmor-profile/d' \
  /etc/keystone/keystone-uwsgi.ini /etc/placement/placement-api-uwsgi.ini
if [ ! -e /var/lib/keystone/solved ]; then
  su -s /bin/sh keystone -c 'keystone-manage db_sync' >/dev/null 2>&1
  keystone-manage fernet_setup --keystone-user keystone --keystone-group keystone
  keystone-manage credential_setup --keystone-user keystone --keystone-group keystone
  keystone-manage bootstrap --bootstrap-password admin-secret --bootstrap-admin-url http://controller-api:5000/v3/ \
    --bootstrap-internal-url http://controller-api:5000/v3/ --bootstrap-public-url http://controller-api:5000/v3/ \
    --bootstrap-region-id RegionOne >/dev/null 2>&1
fi
systemctl enable --quiet keystone
systemctl restart keystone
for _ in $(seq 90); do curl --silent --fail --output /dev/null http://controller-api:5000/v3/ && break; sleep 1; done
cat >/root/admin-openrc <<'RC'
export OS_USERNAME=admin OS_PASSWORD=admin-secret OS_PROJECT_NAME=admin
export OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default OS_IDENTITY_API_VERSION=3
export OS_AUTH_URL=http://controller-api:5000/v3 OS_REGION_NAME=RegionOne
RC
. /root/admin-openrc
if [ ! -e /var/lib/keystone/solved ]; then
  openstack project create service >/dev/null
  openstack user create --password placement-secret placement >/dev/null
  openstack role add --project service --user placement admin
  openstack service create --name placement placement >/dev/null
  for interface in public internal admin; do
    openstack endpoint create --region RegionOne placement $interface http://controller-api:8778 >/dev/null
  done
  openstack project create shop >/dev/null
  openstack user create --password li-secret li >/dev/null
  openstack role add --project shop --user li admin
  touch /var/lib/keystone/solved
fi
openstack user set --password li-secret --enable li
if [ ! -e /var/lib/placement/solved ]; then
  set_in $p placement_database connection mysql+pymysql://placement:db-secret@localhost/placement
  set_in $p api auth_strategy keystone
  for pair in www_authenticate_uri=http://controller-api:5000 auth_url=http://controller-api:5000 \
    memcached_servers=localhost:11211 region_name=RegionOne auth_type=password project_domain_name=Default user_domain_name=Default \
    project_name=service username=placement password=placement-secret; do
    set_in $p keystone_authtoken "${pair%%=*}" "${pair#*=}"
  done
  su -s /bin/sh placement -c 'placement-manage db sync' >/dev/null 2>&1
  touch /var/lib/placement/solved
fi
systemctl enable --quiet placement-api
systemctl start placement-api
for _ in $(seq 60); do curl --silent --fail --output /dev/null http://controller-api:8778/ && break; sleep 1; done
openstack endpoint list --service placement --interface public -f value -c ID |
  xargs -I{} openstack endpoint set --url http://controller-api:8778 {}
cat >/root/shop-openrc.sh <<'RC'
#!/usr/bin/env bash
# What the dashboard gives out, with the password written into it.
export OS_AUTH_URL=http://controller-api:5000/v3
export OS_PROJECT_NAME="shop"
export OS_USER_DOMAIN_NAME="Default"
if [ -z "$OS_USER_DOMAIN_NAME" ]; then unset OS_USER_DOMAIN_NAME; fi
export OS_PROJECT_DOMAIN_NAME='Default'
export OS_USERNAME=li
export OS_PASSWORD='li-secret'
export OS_REGION_NAME="RegionOne"
if [ -z "$OS_REGION_NAME" ]; then unset OS_REGION_NAME; fi
export OS_INTERFACE=public
export OS_IDENTITY_API_VERSION=3
RC
TOKEN=$(openstack token issue -f value -c id)
provider() { curl --silent --output /dev/null -H "X-Auth-Token: $TOKEN" -H 'Content-Type: application/json' -H 'OpenStack-API-Version: placement 1.20' "$@"; }
provider -X POST http://controller-api:8778/resource_providers \
  -d '{"name": "node-1", "uuid": "8f9a1c9e-0a4d-4d5f-9d0c-2f6d0a3a1b01"}'
