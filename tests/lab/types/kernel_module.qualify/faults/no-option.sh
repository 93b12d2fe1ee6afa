#!/bin/bash
# The setting is not written down.
# on: box
# checks: settings
rm /etc/modprobe.d/conntrack.conf
