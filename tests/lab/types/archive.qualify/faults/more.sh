#!/bin/bash
# The release has one more file in it.
# on: box
# checks: release
cd /tmp && touch site/more && zip -q /backup/site.zip site/more
