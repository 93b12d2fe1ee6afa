#!/bin/bash
# Names are others' names.
# on: box
# breaks: 1.2.2
# checks: by-name no-such-name
sed -i '/peer.lab/d' /etc/hosts
echo 192.168.60.12 nobody.lab >>/etc/hosts
