#!/bin/bash
# The release is damaged.
# on: box
# breaks: 1.1.4
# checks: release
printf X | dd of=/backup/site.zip bs=1 seek=110 conv=notrunc status=none
