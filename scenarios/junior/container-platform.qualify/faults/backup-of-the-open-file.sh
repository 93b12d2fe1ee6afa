#!/bin/bash
# The backup is a copy of a file that is being written.
# on: control
# breaks: 3.2.2
# checks: store-backup
printf '#!/bin/sh\nexec cp /var/lib/etcd/default/member/snap/db "$1"\n' >/usr/local/sbin/cluster-backup
