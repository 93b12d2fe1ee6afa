#!/bin/bash
# The backup goes where nobody looks for it.
# on: control
# breaks: 3.2.2
# checks: store-backup
sed -i 's,"$1",/var/tmp/backup.db,' /usr/local/sbin/cluster-backup
