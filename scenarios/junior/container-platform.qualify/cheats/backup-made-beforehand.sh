#!/bin/bash
# The program hands out a snapshot of earlier.
# on: control
# breaks: 3.2.2
# checks: store-backup
ETCDCTL_API=3 etcdctl --endpoints=http://127.0.0.1:2379 snapshot save /var/tmp/earlier.db >/dev/null
printf '#!/bin/sh\nexec cp /var/tmp/earlier.db "$1"\n' >/usr/local/sbin/cluster-backup
