#!/bin/bash
# Loaded by hand only.
# on: box
# breaks: 1.1.4
# checks: at-boot
sed -i 's/^/#/' /etc/modules-load.d/k8s.conf
