for place in /srv/web /srv/cache; do while mountpoint -q "$place"; do umount "$place"; done; done
wipefs -q -a /dev/vdb /dev/vdc /dev/vdd
mkfs.ext4 -q -L 'web data' -O quota /dev/vdb
mkfs.xfs -q -f /dev/vdc
mkfs.ext2 -q /dev/vdd
mkdir -p /srv/web /srv/cache
mount /dev/vdb /srv/web
mkdir -p /srv/web/html
mount -t tmpfs tmpfs /srv/cache
