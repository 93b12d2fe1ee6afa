#!/bin/bash
# Mounted by hand only.
# on: box
# checks: data-persistent
sed -i '/LABEL=data/d' /etc/fstab
