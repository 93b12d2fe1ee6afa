#!/bin/bash
# The cloud's controller: database, message queue, Keystone, Glance, Placement, Nova, Neutron, all of Debian.
exec >/var/log/solve.log 2>&1
set -x
me=$LABCHECK_SELF_ADDRESS region=$LABCHECK_PARAM_region secret=$LABCHECK_PARAM_admin_password
service=service-$secret # the services' own password, and the databases'

# What the exam centre leaves on the controller: a tiny guest whose disk is made of Debian's kernel and busybox. It runs
# the user data that it is given on its config drive, or by the metadata service, and tells the serial console.
if [ ! -f /srv/exam/tiny.img ]; then
  work=$(mktemp -d)
  version=$(basename /boot/vmlinuz-*-cloud-amd64) version=${version#vmlinuz-}
  mkdir -p "$work"/root/{bin,modules,proc,sys,dev,mnt} /srv/exam
  cp /bin/busybox "$work/root/bin/"
  count=100
  for module in virtio_pci virtio_blk virtio_net ata_piix sr_mod isofs vfat nls_cp437 nls_ascii; do
    for file in $(modprobe --dirname / --set-version "$version" --show-depends "$module" | sed -n 's/^insmod //p'); do
      [ -z "$(find "$work/root/modules" -name "*-${file##*/}")" ] || continue
      cp "$file" "$work/root/modules/$((count += 1))-${file##*/}"
    done
  done
  cat >"$work/root/lease" <<'LEASE'
#!/bin/busybox sh
[ "$1" = bound ] || exit 0
busybox ifconfig "$interface" "$ip" netmask "$subnet" up
[ -z "$router" ] || busybox route add default gw ${router%% *}
for route in ${staticroutes:+1}; do
  set -- $staticroutes
  while [ $# -ge 2 ]; do busybox ip route add "$1" via "$2"; shift 2; done
done
echo "address $ip"
LEASE
  cat >"$work/root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox --install -s /bin
export PATH=/bin
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
exec </dev/ttyS0 >/dev/ttyS0 2>&1
for module in /modules/*; do insmod $module; done
sleep 1
echo "tiny guest"
ip link set eth0 up
udhcpc -i eth0 -n -q -t 30 -T 2 -O staticroutes -s /lease
for disk in /dev/sr0 /dev/vd?; do
  mount -o ro $disk /mnt 2>/dev/null || continue
  [ -f /mnt/openstack/latest/user_data ] && cp /mnt/openstack/latest/user_data /user_data
  umount /mnt
done
if [ -s /user_data ]; then sh /user_data; fi
echo "guest ready"
while :; do sleep 3600; done
INIT
  chmod +x "$work/root/init" "$work/root/lease"
  (cd "$work/root" && find . | cpio --quiet -o -H newc | gzip -9 >"$work/initrd.gz")
  printf 'PROMPT 0\nDEFAULT tiny\nLABEL tiny\nKERNEL vmlinuz\nINITRD initrd.gz\nAPPEND console=ttyS0 rdinit=/init quiet no_timer_check panic=3\n' >"$work/syslinux.cfg"
  truncate -s 24M "$work/tiny.img"
  mformat -i "$work/tiny.img" -T 49152 -h 16 -s 63 ::
  syslinux --install "$work/tiny.img"
  cp "/boot/vmlinuz-$version" "$work/vmlinuz"
  mcopy -i "$work/tiny.img" "$work"/{vmlinuz,initrd.gz,syslinux.cfg} ::
  mv "$work/tiny.img" /srv/exam/tiny.img
  rm -rf "$work"
fi

# Also the exam centre's: what the server of the task is told. It writes into its own disk who it is and answers on two ports.
cat >/srv/exam/web.sh <<'WEB'
#!/bin/sh
uuid=$(cat /sys/class/dmi/id/product_uuid)
mount -t vfat /dev/vda /mnt && echo "born as $uuid" >/mnt/born.txt && umount /mnt
mkdir -p /www/cgi-bin
cat >/www/cgi-bin/answer <<'END'
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
echo "$(cat /sys/class/dmi/id/product_uuid) $(printf %s "$QUERY_STRING" | sha256sum | cut -c1-64)"
END
chmod +x /www/cgi-bin/answer
httpd -p 8080 -h /www
httpd -p 8081 -h /www
WEB

set_in() { # FILE SECTION KEY=VALUE…
  local file=$1 section=$2 pair
  shift 2
  for pair; do crudini --set "$file" "$section" "${pair%%=*}" "${pair#*=}"; done
}
login() { # FILE SECTION USER MORE…
  set_in "$1" "$2" "auth_url=http://$me:5000/v3" "www_authenticate_uri=http://$me:5000" memcached_servers=localhost:11211 auth_type=password \
    project_domain_name=Default user_domain_name=Default project_name=service "username=$3" "password=$service" "region_name=$region"
}
database() { # SECTION-FILE… : FILE SECTION DATABASE
  set_in "$1" "$2" "connection=mysql+pymysql://${3%%_*}:$service@localhost/$3"
}
as() { su -s /bin/sh "$1" -c "$2" </dev/null; }
answers() { # URL
  for _ in $(seq 150); do curl --silent --output /dev/null --max-time 10 "$1" && return; sleep 1; done
  return 1
}

systemctl enable --now mariadb memcached rabbitmq-server
for name in keystone glance placement nova nova_api nova_cell0 neutron; do
  mysql -e "create database if not exists $name; grant all on $name.* to '${name%%_*}'@'localhost' identified by '$service'"
done
rabbitmqctl list_users </dev/null | grep -q ^openstack || rabbitmqctl add_user openstack "$service" </dev/null # it reads stdin
rabbitmqctl set_permissions openstack '.*' '.*' '.*' </dev/null
queue=rabbit://openstack:$service@$me

# Few processes are enough here; of one thread where the service waits for replies from the queue (with more of them
# eventlet misses the replies, and a server's console comes to nothing).
for file in /etc/*/*-uwsgi.ini; do
  case $file in
    *nova-api-uwsgi* | *neutron-api*) processes=2 threads=1 ;;
    *) processes=1 threads=6 ;;
  esac
  sed -i "s/^processes = .*/processes = $processes/; s/^threads = .*/threads = $threads/; s/python3,apparmor/python3/; /^apparmor-profile/d" "$file"
done

keystone=/etc/keystone/keystone.conf
database $keystone database keystone
as keystone 'keystone-manage db_sync'
keystone-manage fernet_setup --keystone-user keystone --keystone-group keystone
keystone-manage credential_setup --keystone-user keystone --keystone-group keystone
keystone-manage bootstrap --bootstrap-password "$secret" --bootstrap-region-id "$region" --bootstrap-admin-url "http://$me:5000/v3/" \
  --bootstrap-internal-url "http://$me:5000/v3/" --bootstrap-public-url "http://$me:5000/v3/"
systemctl enable keystone
systemctl restart keystone
cat >/root/admin-openrc <<RC
export OS_USERNAME=admin OS_PASSWORD=$secret OS_PROJECT_NAME=admin
export OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default OS_IDENTITY_API_VERSION=3
export OS_AUTH_URL=http://$me:5000/v3 OS_REGION_NAME=$region
RC
# shellcheck source=/dev/null
. /root/admin-openrc

glance=/etc/glance/glance-api.conf
login $glance keystone_authtoken glance
database $glance database glance
set_in $glance paste_deploy flavor=keystone
set_in $glance glance_store stores=file,http default_store=file filesystem_store_datadir=/var/lib/glance/images
set_in $glance oslo_limit use_registered_limits=False
chown -R glance:glance /var/lib/glance

placement=/etc/placement/placement.conf
login $placement keystone_authtoken placement
database $placement placement_database placement
set_in $placement api auth_strategy=keystone

nova=/etc/nova/nova.conf
set_in $nova DEFAULT "transport_url=$queue" "my_ip=$me" osapi_compute_workers=1 metadata_workers=1 allow_resize_to_same_host=true
set_in $nova api auth_strategy=keystone
database $nova database nova
database $nova api_database nova_api
for section in keystone_authtoken service_user; do login $nova $section nova; done
login $nova placement placement
login $nova neutron neutron
set_in $nova neutron service_metadata_proxy=true "metadata_proxy_shared_secret=$service"
set_in $nova glance "api_servers=http://$me:9292" "region_name=$region"
set_in $nova conductor workers=1
set_in $nova scheduler workers=1
set_in $nova cinder "os_region_name=$region"

neutron=/etc/neutron/neutron.conf ml2=/etc/neutron/plugins/ml2
set_in $neutron DEFAULT "transport_url=$queue" core_plugin=ml2 service_plugins= api_workers=1 rpc_workers=1 rpc_state_report_workers=0 \
  interface_driver=linuxbridge dhcp_agents_per_network=1
set_in $neutron experimental linuxbridge=true
login $neutron keystone_authtoken neutron
login $neutron nova nova
database $neutron database neutron
set_in $ml2/ml2_conf.ini ml2 type_drivers=flat,vxlan tenant_network_types=vxlan mechanism_drivers=linuxbridge,l2population extension_drivers=port_security
set_in $ml2/ml2_conf.ini ml2_type_vxlan vni_ranges=1:1000
set_in $ml2/linuxbridge_agent.ini vxlan enable_vxlan=true "local_ip=$me" l2_population=true
set_in $ml2/linuxbridge_agent.ini securitygroup enable_security_group=true firewall_driver=iptables
set_in /etc/neutron/dhcp_agent.ini DEFAULT interface_driver=linuxbridge enable_isolated_metadata=true
set_in /etc/neutron/metadata_agent.ini DEFAULT "nova_metadata_host=$me" "metadata_proxy_shared_secret=$service" metadata_workers=0

as glance 'glance-manage db_sync'
as placement 'placement-manage db sync'
as nova 'nova-manage api_db sync'
as nova 'nova-manage cell_v2 map_cell0'
as nova 'nova-manage cell_v2 list_cells' | grep -q ' one ' || as nova 'nova-manage cell_v2 create_cell --name one'
as nova 'nova-manage db sync'
as neutron "neutron-db-manage --config-file $neutron --config-file $ml2/ml2_conf.ini upgrade head"

answers "http://$me:5000/v3/"
known=$(openstack service list -f value -c Type)
{
  case $known in *network*) ;; *)
    echo 'project create --or-show service'
    for user in glance placement nova neutron swift; do
      echo "user create --or-show --password $service $user"
      echo "role add --project service --user $user admin"
    done
    while read -r name type port; do
      echo "service create --name $name $type"
      for interface in public internal admin; do echo "endpoint create --region $region $type $interface http://$me:$port"; done
    done <<'SERVICES'
glance image 9292
placement placement 8778
nova compute 8774/v2.1
neutron network 9696
swift object-store 8080/v1/AUTH_%(project_id)s
SERVICES
    ;;
  esac
} | openstack
# Objects: all of Swift on this host.
if [ ! -e /etc/swift/object.ring.gz ]; then
  install -d -o swift -g swift /srv/node/d1 /var/cache/swift
  for ring in account:6202 container:6201 object:6200; do
    name=${ring%:*} port=${ring#*:}
    swift-ring-builder "/etc/swift/$name.builder" create 6 1 1
    swift-ring-builder "/etc/swift/$name.builder" add "r1z1-$me:$port/d1" 1
    swift-ring-builder "/etc/swift/$name.builder" rebalance
    printf '[DEFAULT]\nbind_ip = %s\nbind_port = %s\nworkers = 1\nmount_check = false\ndevices = /srv/node\n' "$me" "$port" >"/etc/swift/$name-server.conf"
    printf '[pipeline:main]\npipeline = %s-server\n[app:%s-server]\nuse = egg:swift#%s\n' "$name" "$name" "$name" >>"/etc/swift/$name-server.conf"
  done
  printf '[swift-hash]\nswift_hash_path_suffix = %s\nswift_hash_path_prefix = x\n[storage-policy:0]\nname = gold\ndefault = yes\n' "$region" >/etc/swift/swift.conf
fi
proxy=/etc/swift/proxy-server.conf
cat >$proxy <<CONF
[DEFAULT]
bind_port = 8080
workers = 1
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats authtoken keystoneauth copy container_quotas slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
delay_auth_decision = true
[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin, member
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:11211
CONF
for filter in catch_errors gatekeeper healthcheck listing_formats copy container_quotas slo dlo; do
  printf '[filter:%s]\nuse = egg:swift#%s\n' "$filter" "$filter" >>$proxy
done
login $proxy filter:authtoken swift

services=(glance-api placement-api nova-api nova-api-metadata nova-conductor nova-scheduler neutron-api neutron-rpc-server
  neutron-linuxbridge-agent neutron-dhcp-agent neutron-metadata-agent swift-account swift-container swift-object swift-proxy)
systemctl enable "${services[@]}"
systemctl restart "${services[@]}"
for port in 9292 8778 8774 9696 8080/healthcheck; do answers "http://$me:$port"; done

# What watches the cloud. What its own services say of themselves is asked every few seconds and left as figures for the
# node exporter.
api=http://$me
cat >/usr/local/bin/cloud-figures <<FIGURES
#!/usr/bin/python3
import os, time, requests
who = {'name': 'admin', 'domain': {'name': 'Default'}, 'password': '$secret'}
login = {'auth': {'identity': {'methods': ['password'], 'password': {'user': who}},
                  'scope': {'project': {'name': 'admin', 'domain': {'name': 'Default'}}}}}
place, token = '/var/lib/prometheus/node-exporter/cloud.prom', ''
while True:
    try:
        if not token:
            token = requests.post('$api:5000/v3/auth/tokens', json=login, timeout=10).headers['X-Subject-Token']
        headers = {'X-Auth-Token': token}
        services = requests.get('$api:8774/v2.1/os-services', headers=headers, timeout=10).json()['services']
        agents = requests.get('$api:9696/v2.0/agents', headers=headers, timeout=10).json()['agents']
        lines = ['cloud_service_up{binary="%s",host="%s"} %d' % (one['binary'], one['host'], one['state'] == 'up' and one['status'] == 'enabled')
                 for one in services]
        lines += ['cloud_agent_up{binary="%s",host="%s"} %d' % (one['binary'], one['host'], one['alive'] and one['admin_state_up'])
                  for one in agents]
        with open(place + '.new', 'w') as out:
            out.write(''.join(line + '\\n' for line in lines))
        os.rename(place + '.new', place)
    except Exception as problem:
        print(problem, flush=True)
        token = ''
    time.sleep(3)
FIGURES
chmod 700 /usr/local/bin/cloud-figures
printf '[Unit]\nAfter=network.target\n[Service]\nExecStart=/usr/local/bin/cloud-figures\nRestart=always\n[Install]\nWantedBy=multi-user.target\n' >/etc/systemd/system/cloud-figures.service
cat >/etc/prometheus/blackbox.yml <<'CONF'
modules: {api: {prober: http, timeout: 4s, http: {valid_status_codes: [200, 300], preferred_ip_protocol: ip4}}}
CONF
cat >/etc/prometheus/prometheus.yml <<CONF
global: {scrape_interval: 3s, scrape_timeout: 3s, evaluation_interval: 3s}
rule_files: [/etc/prometheus/cloud.yml]
scrape_configs:
  - job_name: node
    static_configs: [{targets: ['$me:9100', '$LABCHECK_HOST_compute_ADDRESS:9100']}]
  - job_name: api
    metrics_path: /probe
    params: {module: [api]}
    static_configs: [{targets: ['$api:5000/v3', '$api:9292', '$api:8778', '$api:8774', '$api:9696']}]
    relabel_configs:
      - {source_labels: [__address__], target_label: __param_target}
      - {source_labels: [__param_target], target_label: instance}
      - {target_label: __address__, replacement: '127.0.0.1:9115'}
CONF
cat >/etc/prometheus/cloud.yml <<'CONF'
groups:
  - name: cloud
    rules:
      - {alert: ApiDown, expr: 'probe_success{job="api"} == 0', for: 6s}
      - {alert: ComputeOut, expr: 'cloud_service_up{binary="nova-compute"} == 0', for: 3s}
CONF
systemctl daemon-reload
systemctl enable cloud-figures prometheus prometheus-blackbox-exporter prometheus-node-exporter
systemctl restart cloud-figures prometheus prometheus-blackbox-exporter prometheus-node-exporter

# What is asked for in the cloud, and the compute host once it has come.
team=$LABCHECK_PARAM_team
there() { openstack "$1" show "$2" -f value -c id >/dev/null 2>&1; } # KIND NAME
there image "tiny-$team" || openstack image create --public --disk-format raw --container-format bare --file /srv/exam/tiny.img "tiny-$team" -f value -c status
there flavor "tiny-$team" || openstack flavor create --public --vcpus 1 --ram "$LABCHECK_PARAM_ram" --disk 1 "tiny-$team" -f value -c id
there network "net-$team" || openstack network create --share "net-$team" -f value -c id
there subnet "sub-$team" || openstack subnet create --network "net-$team" --subnet-range "$LABCHECK_PARAM_cidr" --dhcp "sub-$team" -f value -c id

# The shop: a project with a member, what it may use, and what it has.
shop=shop-$team clerk=clerk-$team
openstack project create --or-show "$shop" -f value -c id
openstack user create --or-show --password "$LABCHECK_PARAM_clerk_password" "$clerk" -f value -c id
openstack role add --project "$shop" --user "$clerk" member
openstack quota set --instances "$LABCHECK_PARAM_servers" --cores 4 --ram 1024 --networks 1 "$shop"
there flavor "big-$team" || openstack flavor create --private --project "$shop" --vcpus 1 --ram "$LABCHECK_PARAM_big_ram" --disk 1 "big-$team" -f value -c id
as_clerk() {
  OS_USERNAME=$clerk OS_PASSWORD=$LABCHECK_PARAM_clerk_password OS_PROJECT_NAME=$shop openstack "$@"
}
there network "desk-$team" || as_clerk network create "desk-$team" -f value -c id
there subnet "deskplan-$team" || as_clerk subnet create --network "desk-$team" --subnet-range "$LABCHECK_PARAM_desk_cidr" --dhcp \
  --allocation-pool "start=$LABCHECK_PARAM_desk_first,end=$LABCHECK_PARAM_desk_last" --dns-nameserver "$LABCHECK_PARAM_desk_dns" "deskplan-$team" -f value -c id
as_clerk security group show "door-$team" -f value -c id || {
  as_clerk security group create "door-$team" -f value -c id
  as_clerk security group rule create --proto tcp --dst-port 8080 "door-$team" -f value -c id
}
as_clerk container create "files-$team"
token=$(as_clerk token issue -f value -c id)
account=$(openstack project show "$shop" -f value -c id)
curl -fsS -X POST -H "X-Auth-Token: $token" -H "X-Container-Meta-Quota-Bytes: $LABCHECK_PARAM_quota" "http://$me:8080/v1/AUTH_$account/files-$team"

for _ in $(seq 100); do
  as nova 'nova-manage cell_v2 discover_hosts'
  openstack hypervisor list -f value -c State | grep -q up && break
  sleep 3
done
host=$(openstack hypervisor list -f value -c 'Hypervisor Hostname')
openstack aggregate show "zone-$team" -f value -c id || {
  openstack aggregate create --zone "zone-$team" "zone-$team"
  openstack aggregate add host "zone-$team" "$host"
}

# A server, larger than it was, and its snapshot.
server=web-$team
until_server() { # STATUS
  for _ in $(seq 120); do [ "$(as_clerk server show "$server" -f value -c status)" = "$1" ] && return; sleep 2; done
  return 1
}
# For whoever works on this host afterwards: waits until all of the cloud is there, that server included.
cat >/usr/local/bin/settled <<SETTLED
#!/bin/bash
. /root/admin-openrc
for _ in \$(seq 90); do openstack network list >/dev/null 2>&1 && break; sleep 1; done
network=\$(openstack network show desk-$team -f value -c id)
address=\$(openstack port list --network desk-$team --device-owner compute:zone-$team -f json | grep -o '"[0-9.]*"' | tr -d '"' | head -n 1)
for _ in \$(seq 60); do
  ip netns exec qdhcp-\$network curl --silent --max-time 2 http://\$address:8080/cgi-bin/answer?x && break
  sleep 1
done
for _ in \$(seq 60); do openstack hypervisor list -f value -c State | grep up && break; sleep 1; done
SETTLED
chmod +x /usr/local/bin/settled
if ! as_clerk server show "$server" -f value -c id; then
  for _ in $(seq 60); do openstack compute service list -f value -c State | grep -qv up || break; sleep 2; done
  as_clerk server create --image "tiny-$team" --flavor "tiny-$team" --network "desk-$team" --security-group "door-$team" \
    --availability-zone "zone-$team" --config-drive true --user-data /srv/exam/web.sh "$server" -f value -c id
  until_server ACTIVE
  /usr/local/bin/settled
  as_clerk server resize --flavor "big-$team" "$server"
  until_server VERIFY_RESIZE
  as_clerk server resize confirm "$server"
  until_server ACTIVE
  /usr/local/bin/settled
fi
if ! as_clerk image show "snap-$team" -f value -c status; then
  as_clerk server image create --name "snap-$team" "$server"
  for _ in $(seq 60); do [ "$(as_clerk image show "snap-$team" -f value -c status)" = active ] && break; sleep 2; done
fi

# The team's record of who watches which agent.
mkdir -p /srv/cloud
{
  echo binary,host,agent_id,watched_by
  agents=$(openstack network agent list -f value -c Binary -c Host -c ID)
  line() { awk -v binary="$1" -v host="$2" -v who="$3" -v OFS=, '{for (i = 1; i <= 3; i++) if (length($i) == 36) id = $i} index($0, binary) && index($0, host) {print binary, host, id, who}' <<<"$agents"; }
  line neutron-linuxbridge-agent "$(hostname)" lin
  line neutron-linuxbridge-agent "$host" wei
  line neutron-dhcp-agent "$(hostname)" lin
} >/srv/cloud/watch.csv
