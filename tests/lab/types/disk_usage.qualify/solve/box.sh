while mountpoint -q /srv/data; do umount /srv/data; done
mkdir -p /srv/data
mount -t tmpfs -o size=64m,nr_inodes=1000 tmpfs /srv/data
mkdir /srv/data/files
head -c 2000000 /dev/zero >/srv/data/files/cache
