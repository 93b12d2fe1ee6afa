#!/bin/bash
# Nothing is mounted.
# on: box
# breaks: 1.1.4
# checks: data-part
umount /srv/data
