#!/bin/bash
# Other settings of the compute host: disks that are raw, no copies of a base; the node's figures set before it registers.
# on: compute
exec >/var/log/solve.log 2>&1
set -x
me=$LABCHECK_SELF_ADDRESS controller=$LABCHECK_HOST_controller_ADDRESS region=$LABCHECK_PARAM_region secret=$LABCHECK_PARAM_admin_password
service=service-$secret

# The exam centre's: this Debian's ebtables cannot delete a rule with --among-src, and the layer 2 agent, which wants to when
# a server's interface comes again, tries for minutes and does nothing else. An old rule beside the new one does no harm.
protect=/usr/lib/python3/dist-packages/neutron/plugins/ml2/drivers/linuxbridge/agent/arp_protect.py
grep -q '# kept' $protect || sed -i "s/^def _delete_vif_mac_rules(.*/&\n    return  # kept/" $protect

set_in() { # FILE SECTION KEY=VALUE…
  local file=$1 section=$2 pair
  shift 2
  for pair; do crudini --set "$file" "$section" "${pair%%=*}" "${pair#*=}"; done
}
login() { # FILE SECTION USER
  set_in "$1" "$2" "auth_url=http://$controller:5000/v3" auth_type=password project_domain_name=Default user_domain_name=Default \
    project_name=service "username=$3" "password=$service" "region_name=$region"
}
nova=/etc/nova/nova.conf
set_in $nova DEFAULT "transport_url=rabbit://openstack:$service@$controller" "my_ip=$me" "reserved_host_memory_mb=$LABCHECK_PARAM_reserved" "initial_cpu_allocation_ratio=$LABCHECK_PARAM_ratio" \
  allow_resize_to_same_host=true resume_guests_state_on_host_boot=true shutdown_timeout=2
for section in keystone_authtoken service_user; do login $nova $section nova; done
login $nova placement placement
login $nova neutron neutron
set_in $nova glance "api_servers=http://$controller:9292" "region_name=$region"
set_in $nova DEFAULT use_cow_images=false force_raw_images=true
set_in $nova libvirt images_type=raw snapshot_image_format=qcow2
set_in $nova vnc enabled=false
set_in $nova spice enabled=false
set_in $nova cinder "os_region_name=$region"
for file in $nova /etc/nova/nova-compute.conf; do set_in $file libvirt virt_type=qemu cpu_mode=none; done

neutron=/etc/neutron/neutron.conf agent=/etc/neutron/plugins/ml2/linuxbridge_agent.ini
set_in $neutron DEFAULT "transport_url=rabbit://openstack:$service@$controller" core_plugin=ml2 interface_driver=linuxbridge
set_in $neutron experimental linuxbridge=true
set_in $agent vxlan enable_vxlan=true "local_ip=$me" l2_population=true
set_in $agent securitygroup enable_security_group=true firewall_driver=iptables

for _ in $(seq 300); do curl --silent --output /dev/null --max-time 5 "http://$controller:9696/" && break; sleep 2; done
systemctl enable libvirtd virtlogd nova-compute neutron-linuxbridge-agent prometheus-node-exporter
systemctl restart prometheus-node-exporter
systemctl restart libvirtd
systemctl restart nova-compute neutron-linuxbridge-agent
