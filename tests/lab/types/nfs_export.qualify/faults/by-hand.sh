#!/bin/bash
# Exported by hand only.
# on: box
# checks: nobody-else written-down
rm /etc/exports
touch /etc/exports
