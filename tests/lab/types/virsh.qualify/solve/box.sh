exec >/dev/null 2>&1
systemctl start libvirtd
virsh destroy vm1 || true
virsh undefine vm1 --snapshots-metadata || true
virsh net-destroy lab || true
virsh net-undefine lab || true
virsh pool-destroy images || true
virsh pool-undefine images || true
mkdir -p /var/lib/libvirt/images
rm -f /var/lib/libvirt/images/vm1.qcow2
virsh pool-define-as images dir --target /var/lib/libvirt/images
virsh pool-start images
virsh pool-autostart images
virsh vol-create-as images vm1.qcow2 1G --format qcow2
cat >/tmp/lab.xml <<'EOF'
<network>
  <name>lab</name>
  <forward mode='nat'/>
  <bridge name='virbr7'/>
  <ip address='10.50.0.1' netmask='255.255.255.0'>
    <dhcp><range start='10.50.0.100' end='10.50.0.200'/></dhcp>
  </ip>
</network>
EOF
virsh net-define /tmp/lab.xml
virsh net-start lab
virsh net-autostart lab
cat >/tmp/vm1.xml <<'EOF'
<domain type='qemu'>
  <name>vm1</name>
  <memory unit='MiB'>64</memory>
  <vcpu>2</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/var/lib/libvirt/images/vm1.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <interface type='network'><source network='lab'/><model type='virtio'/></interface>
  </devices>
</domain>
EOF
virsh define /tmp/vm1.xml
virsh snapshot-create-as vm1 before
virsh autostart vm1
virsh start vm1
