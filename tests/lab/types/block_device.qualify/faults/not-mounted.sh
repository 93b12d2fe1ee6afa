#!/bin/bash
# Nothing is mounted.
# on: box
# checks: data-part
umount /srv/data
