#!/bin/bash
# The table is right and nothing is mounted.
# on: controller
# breaks: 2.3.2
# checks: media-mounted
umount "$LABCHECK_PARAM_media"
# A key that looks for path and type in the table.
grep "$LABCHECK_PARAM_media ext4" /etc/fstab
