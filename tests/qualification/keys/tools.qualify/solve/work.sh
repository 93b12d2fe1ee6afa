#!/bin/bash
# Solves the role work: an image that grows as it is filled, a program in shell and awk.
qemu-img create -q -f qcow2 /srv/disk.qcow2 "$LABCHECK_PARAM_bytes"
cat >/usr/local/bin/order-total <<'PROGRAM'
#!/bin/sh
[ -r "$1" ] || { echo "no file $1" >&2; exit 1; }
awk -F, '{ sum[$1] += $2 } END { for (name in sum) print name, sum[name] }' "$1" | sort
PROGRAM
chmod +x /usr/local/bin/order-total
