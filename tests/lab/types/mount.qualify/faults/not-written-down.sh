#!/bin/bash
# Mounted by hand only.
# on: box
# breaks: 1.1.4
# checks: data-persistent
sed -i '/LABEL=data/d' /etc/fstab
