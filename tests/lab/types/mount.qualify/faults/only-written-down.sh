#!/bin/bash
# Written down, never mounted.
# on: box
# breaks: 1.1.4
# checks: data-mounted
umount /srv/bound
umount /srv/data
mount --bind /srv/cache /srv/bound
umount /srv/bound
mount /dev/vdb /mnt
mount --bind /mnt/html /srv/bound
mount --make-private /srv/bound
