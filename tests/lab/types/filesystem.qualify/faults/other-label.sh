#!/bin/bash
# Another label.
# on: box
# breaks: 1.1.4
# checks: ext4
tune2fs -L web /dev/vdb >/dev/null
