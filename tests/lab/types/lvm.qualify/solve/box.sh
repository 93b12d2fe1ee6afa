vgchange -q -an data >/dev/null 2>&1 || true
wipefs -q -a /dev/vdb /dev/vdc /dev/vdd
pvscan -q --cache >/dev/null
pvcreate -q -y /dev/vdb /dev/vdc
vgcreate -q data /dev/vdb /dev/vdc
lvcreate -q -y -n www -L 64M data
lvcreate -q -y -n fast -i 2 -L 32M data
lvcreate -q -y -s -n before -L 16M data/www
lvcreate -q -y --type thin-pool -n pool -L 48M data
lvcreate -q -y -n thin -V 200M --thinpool pool data
