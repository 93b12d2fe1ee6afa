#!/bin/bash
# Nothing is written down.
# on: box
# breaks: 1.1.4
# checks: known
sed -i '/md5/d' /etc/mdadm/mdadm.conf
