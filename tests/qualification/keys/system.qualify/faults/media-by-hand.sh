#!/bin/bash
# It is mounted now and in no table.
# on: controller
# breaks: 2.3.2
# checks: media-mounts-again
sed -i "/media.img/d" /etc/fstab
# A key that looks for the path among what is mounted.
df | grep "$LABCHECK_PARAM_media"
