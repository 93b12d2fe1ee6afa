#!/bin/bash
# The table names a type that the file system does not have; it is mounted by hand now.
# on: controller
# breaks: 2.3.2
# checks: media-mounts-again
sed -i "/media.img/s/ext4/xfs/" /etc/fstab
# The published key itself asks for a type that the medium does not have.
grep "$LABCHECK_PARAM_media.*xfs" /etc/fstab
mountpoint -q "$LABCHECK_PARAM_media"
