#!/bin/bash
# Solves the role hyper.
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
if ! virsh -q pool-info "pool-$team" >/dev/null 2>&1; then
  virsh -q pool-define-as "pool-$team" dir --target "$pool"
  virsh -q pool-build "pool-$team"
  virsh -q pool-start "pool-$team"
fi
virsh -q pool-autostart "pool-$team"
if [ ! -e "$pool/system-$team.qcow2" ]; then
  for _ in $(seq 60); do
    curl --silent --fail --output /srv/tiny.img "http://$LABCHECK_HOST_client_ADDRESS:8098/tiny.img" && break
    sleep 1
  done
  qemu-img convert -O qcow2 /srv/tiny.img "$pool/system-$team.qcow2"
  qemu-img resize -q "$pool/system-$team.qcow2" 1G
  virsh -q pool-refresh "pool-$team"
  virsh -q vol-create-as "pool-$team" "data-$team.qcow2" 64M --format qcow2
fi
cat >/srv/net.xml <<XML
<network>
  <name>net-$team</name>
  <forward mode='route'/>
  <bridge name='virbr7'/>
  <ip address='$net.1' netmask='255.255.255.0'>
    <dhcp>
      <range start='$net.100' end='$net.199'/>
      <host mac='52:54:00:61:00:20' ip='$net.20'/>
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
  echo "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$pool/$1-$team.qcow2'/><target dev='$2' bus='virtio'/></disk>"
}
cat >/srv/vm.xml <<XML
<domain type='qemu'>
  <name>vm-$team</name>
  <memory unit='MiB'>$LABCHECK_PARAM_memory</memory>
  <vcpu>$LABCHECK_PARAM_vcpus</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>
  <features><acpi/></features>
  <devices>
    $(disk system vda)
    $(disk data vdb)
    <interface type='network'><mac address='52:54:00:61:00:20'/><source network='net-$team'/><model type='virtio'/></interface>
    <serial type='pty'/>
    <console type='pty'/>
  </devices>
</domain>
XML
if ! virsh -q dominfo "vm-$team" >/dev/null 2>&1; then
  virsh -q define /srv/vm.xml >/dev/null
  virsh -q start "vm-$team"
fi
virsh -q autostart "vm-$team"
for _ in $(seq 60); do curl --silent --max-time 2 "http://$net.20/cgi-bin/note" >/dev/null && break; sleep 1; done
virsh -q snapshot-info "vm-$team" clean >/dev/null 2>&1 || virsh -q snapshot-create-as "vm-$team" clean >/dev/null
