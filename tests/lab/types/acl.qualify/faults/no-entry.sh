#!/bin/bash
# The developers have no entry.
# on: box[1]
# checks: developers-read
setfacl -x g:developers /srv/project
