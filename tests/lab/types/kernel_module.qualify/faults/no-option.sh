#!/bin/bash
# The setting is not written down.
# on: box
# breaks: 1.1.4
# checks: settings
rm /etc/modprobe.d/conntrack.conf
