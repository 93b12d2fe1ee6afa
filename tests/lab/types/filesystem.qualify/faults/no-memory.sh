#!/bin/bash
# A folder on the disk.
# on: box
# checks: memory
umount /srv/cache
