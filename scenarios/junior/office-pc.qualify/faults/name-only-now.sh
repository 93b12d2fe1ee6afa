#!/bin/bash
# The machine has its name until the next restart only.
# on: pc
# breaks: 1.1.1
# checks: host-name
echo debian >/etc/hostname
