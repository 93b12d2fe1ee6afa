#!/bin/bash
# Something else is mounted over the disk.
# on: box
# checks: data-mounted data-persistent
mount -t tmpfs tmpfs /srv/data
