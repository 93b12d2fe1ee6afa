#!/bin/bash
# The file is there, and never written down.
# on: box
# checks: keeps
rm /etc/tmpfiles.d/kept.conf
