#!/bin/bash
# The table names the volume by its device.
# on: server
# breaks: 2.3.2
# checks: block-mounted
sed -i "s#^UUID=[^ ]* $LABCHECK_PARAM_data #/dev/$LABCHECK_PARAM_group/$LABCHECK_PARAM_volume $LABCHECK_PARAM_data #" /etc/fstab
