systemctl stop srv-cache.mount 2>/dev/null || true
for place in /srv/bound "/srv/my files" /srv/data /mnt; do while mountpoint -q "$place"; do umount "$place"; done; done
blkid /dev/vdb >/dev/null || mkfs.ext4 -q -L data /dev/vdb
blkid /dev/vdc >/dev/null || mkfs.ext4 -q /dev/vdc
mkdir -p /srv/data "/srv/my files" /srv/cache /srv/bound
cat >/etc/fstab <<'TABLE'
# <source>  <where>  <type>  <options>
LABEL=data           /srv/data          ext4  noatime      0 2
/dev/vdc             /srv/my\040files/  ext4  ro,nodev     0 2
/srv/data/html       /srv/bound         none  bind         0 0
TABLE
cat >/etc/systemd/system/srv-cache.mount <<'UNIT'
[Unit]
Description=Cache
[Mount]
What=tmpfs
Where=/srv/cache
Type=tmpfs
Options=size=16M,mode=700
[Install]
WantedBy=local-fs.target
UNIT
systemctl daemon-reload
mount /srv/data
mkdir -p /srv/data/html
mount "/srv/my files"
mount /srv/bound
mount --make-private /srv/bound
systemctl enable --quiet --now srv-cache.mount
