#!/bin/bash
# Another label.
# on: box
# checks: ext4
tune2fs -L web /dev/vdb >/dev/null
