#!/bin/bash
# The volume is larger, its file system isn't.
# on: server
# breaks: 2.3.2
# checks: block-volume
umount "$LABCHECK_PARAM_data"
e2fsck -fp "/dev/$LABCHECK_PARAM_group/$LABCHECK_PARAM_volume" >/dev/null
resize2fs "/dev/$LABCHECK_PARAM_group/$LABCHECK_PARAM_volume" 600M >/dev/null 2>&1
mount "$LABCHECK_PARAM_data"
