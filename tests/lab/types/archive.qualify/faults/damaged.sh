#!/bin/bash
# Bytes in the middle were lost.
# on: box
# breaks: 1.1.4
# checks: backup
printf damage | dd of=/backup/etc.tar.gz bs=1 seek=20000 conv=notrunc status=none
