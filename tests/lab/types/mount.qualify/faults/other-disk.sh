#!/bin/bash
# Another disk is written down.
# on: box
# breaks: 1.1.4
# checks: data-persistent
sed -i 's/LABEL=data/\/dev\/vdc  /' /etc/fstab
