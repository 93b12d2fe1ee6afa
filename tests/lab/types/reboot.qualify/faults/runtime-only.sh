#!/bin/bash
# The file is there, and never written down.
# on: box
# breaks: 1.1.4
# checks: keeps
rm /etc/tmpfiles.d/kept.conf
