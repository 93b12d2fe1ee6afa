#!/bin/bash
# The file, and both of its profiles, is switched off at boot.
# on: box
# breaks: 1.1.4
# checks: at-boot second-complains
ln -s /etc/apparmor.d/worker /etc/apparmor.d/disable/worker
