swapoff -a
while mountpoint -q /srv/data; do umount /srv/data; done
losetup -D
vgremove -q -y data 2>/dev/null || true
wipefs -q -a /dev/vdb /dev/vdc
parted -s /dev/vdb mklabel gpt mkpart data 1MiB 251MiB mkpart swap 251MiB 351MiB
udevadm settle
wipefs -q -a /dev/vdb1 /dev/vdb2
mkfs.ext4 -q -L 'my data' /dev/vdb1
mkswap -q /dev/vdb2
mkdir -p /srv/data
mount /dev/vdb1 /srv/data
pvcreate -q -y /dev/vdc
vgcreate -q data /dev/vdc
lvcreate -q -y -n www -L 64M data
truncate -s 16M /srv/image
modprobe loop
[ -b /dev/loop0 ] || { rm -f /dev/loop0; mknod /dev/loop0 b 7 0; }
losetup /dev/loop0 /srv/image
udevadm settle
