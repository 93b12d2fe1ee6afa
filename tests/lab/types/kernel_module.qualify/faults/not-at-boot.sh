#!/bin/bash
# Loaded by hand only.
# on: box
# checks: at-boot
sed -i 's/^/#/' /etc/modules-load.d/k8s.conf
