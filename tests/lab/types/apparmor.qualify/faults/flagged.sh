#!/bin/bash
# Flagged in the file.
# on: box
# breaks: 1.1.4
# checks: at-boot
sed -i 's#^/usr/local/bin/worker {#/usr/local/bin/worker flags=(complain) {#' /etc/apparmor.d/worker
