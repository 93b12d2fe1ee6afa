#!/bin/bash
# A file of the same name in front of it names another.
# on: box
# breaks: 1.1.4
# checks: at-boot
mkdir -p /usr/lib/modules-load.d
mv /etc/modules-load.d/k8s.conf /usr/lib/modules-load.d/k8s.conf
echo dummy >/etc/modules-load.d/k8s.conf
