#!/bin/bash
# Another chipset, volumes filled through libvirt, everything defined by XML, a snapshot of the machine at rest.
# on: hyper
team=$LABCHECK_PARAM_team net=$LABCHECK_PARAM_guest_net pool=/srv/pool-$LABCHECK_PARAM_team
# A lab host keeps its network when it restarts; a machine of its own would come up without libvirt's bridges.
cat >/etc/systemd/system/own-bridges.service <<'UNIT'
[Unit]
Before=libvirtd.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'ip -o link show type bridge | while read -r _ name _; do ip link delete "$${name%%:}"; done'
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet own-bridges
systemctl enable --quiet --now libvirtd
mkdir -p "$pool"
for _ in $(seq 60); do
  curl --silent --fail --output /srv/tiny.img "http://$LABCHECK_HOST_client_ADDRESS:8098/tiny.img" && break
  sleep 1
done
virsh -q pool-define /dev/stdin >/dev/null <<XML
<pool type='dir'><name>pool-$team</name><target><path>$pool</path></target></pool>
XML
virsh -q pool-start "pool-$team"
virsh -q pool-autostart "pool-$team"
qemu-img convert -O qcow2 /srv/tiny.img /srv/tiny.qcow2
qemu-img resize -q /srv/tiny.qcow2 1G
virsh -q vol-create-as "pool-$team" "system-$team.qcow2" 1G --format qcow2 >/dev/null
virsh -q vol-upload --pool "pool-$team" "system-$team.qcow2" /srv/tiny.qcow2
virsh -q pool-refresh "pool-$team"
qemu-img create -q -f qcow2 -o preallocation=metadata "$pool/data-$team.qcow2" 64M
virsh -q pool-refresh "pool-$team"
cat >/srv/net.xml <<XML
<network>
  <name>net-$team</name>
  <forward mode='route' dev='eth1'/>
  <bridge name='machines'/>
  <ip address='$net.1' netmask='255.255.255.0'>
    <dhcp>
      <range start='$net.100' end='$net.199'/>
      <host mac='52:54:00:aa:bb:cc' ip='$net.20'/>
    </dhcp>
  </ip>
</network>
XML
if ! virsh -q net-info "net-$team" >/dev/null 2>&1; then
  virsh -q net-define /srv/net.xml >/dev/null
  virsh -q net-start "net-$team"
fi
virsh -q net-autostart "net-$team"
disk() { # VOLUME TARGET
  echo "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source file='$pool/$1-$team.qcow2'/><target dev='$2' bus='virtio'/></disk>"
}
cat >/srv/vm.xml <<XML
<domain type='qemu'>
  <name>vm-$team</name>
  <memory unit='MiB'>$LABCHECK_PARAM_memory</memory>
  <vcpu>$LABCHECK_PARAM_vcpus</vcpu>
  <os><type arch='x86_64' machine='q35'>hvm</type><boot dev='hd'/></os>
  <features><acpi/></features>
  <devices>
    $(disk system vda)
    $(disk data vdb)
    <interface type='network'><mac address='52:54:00:aa:bb:cc'/><source network='net-$team'/><model type='virtio'/></interface>
    <serial type='pty'/>
    <console type='pty'/>
  </devices>
</domain>
XML
virsh -q define /srv/vm.xml >/dev/null
virsh -q snapshot-create-as "vm-$team" clean >/dev/null
virsh -q autostart "vm-$team"
virsh -q start "vm-$team"
