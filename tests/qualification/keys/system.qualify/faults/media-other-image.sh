#!/bin/bash
# The table mounts another image than the one that is mounted now.
# on: controller
# breaks: 2.3.2
# checks: media-mounts-again
cp /srv/media.img /srv/old.img
mkfs.ext4 -q -F /srv/old.img
sed -i "s|/srv/media.img|/srv/old.img|" /etc/fstab
# A key that looks for path and type in the table.
grep "$LABCHECK_PARAM_media ext4" /etc/fstab
