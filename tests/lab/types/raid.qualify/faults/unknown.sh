#!/bin/bash
# Nothing is written down.
# on: box
# checks: known
sed -i '/md5/d' /etc/mdadm/mdadm.conf
