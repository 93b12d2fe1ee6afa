#!/bin/bash
# Written down, never mounted: what is bound out of it came another way.
# on: box
# breaks: 1.1.4
# checks: data-mounted data-persistent
umount /srv/bound
umount /srv/data
mount /dev/vdb /mnt
mount --bind /mnt/html /srv/bound
mount --make-private /srv/bound
