#!/bin/bash
# Another disk is written down.
# on: box
# checks: data-persistent
sed -i 's/LABEL=data/\/dev\/vdc  /' /etc/fstab
