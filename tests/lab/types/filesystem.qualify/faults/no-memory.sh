#!/bin/bash
# A folder on the disk.
# on: box
# breaks: 1.1.4
# checks: memory
umount /srv/cache
