#!/bin/bash
# A mask takes away what Alice may write.
# on: box[0]
# breaks: 1.1.4
# checks: alice-works
setfacl -m m::r-x /srv/project
