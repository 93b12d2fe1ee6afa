#!/bin/bash
# Another level.
# on: box
# breaks: 1.1.4
# checks: array
mdadm --quiet --stop /dev/md5
mdadm --quiet --create /dev/md5 --run --uuid=$(awk '/md5/ { sub(/.*UUID=/, ""); print }' /etc/mdadm/mdadm.conf) --level=1 --raid-devices=3 --spare-devices=1 /dev/vd[b-e]
mdadm --wait /dev/md5 >/dev/null || true
