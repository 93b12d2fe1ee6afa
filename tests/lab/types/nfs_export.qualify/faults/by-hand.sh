#!/bin/bash
# Exported by hand only.
# on: box
# breaks: 1.2.4
# checks: nobody-else written-down
rm /etc/exports
touch /etc/exports
