#!/bin/bash
# The developers have no entry.
# on: box[1]
# breaks: 1.1.4
# checks: developers-read
setfacl -x g:developers /srv/project
