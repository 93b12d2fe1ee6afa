mdadm --stop --scan 2>/dev/null
mdadm --zero-superblock /dev/vd[b-g] 2>/dev/null || true
wipefs -q -a /dev/vd[b-g]
mdadm --quiet --create /dev/md5 --run --level=5 --chunk=64 --raid-devices=3 --spare-devices=1 /dev/vd[b-e]
mdadm --quiet --create /dev/md0 --run --level=0 --raid-devices=2 /dev/vdf /dev/vdg
mdadm --wait /dev/md5 >/dev/null || true
sed -i '/^ARRAY/d' /etc/mdadm/mdadm.conf
mdadm --detail --scan >>/etc/mdadm/mdadm.conf
