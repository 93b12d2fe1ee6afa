#!/bin/bash
# The release has one more file in it.
# on: box
# breaks: 1.1.4
# checks: release
cd /tmp && touch site/more && zip -q /backup/site.zip site/more
