#!/bin/bash
# The other folder lets somebody in.
# on: box[0]
# breaks: 1.1.4
# checks: plain
setfacl -m u:daemon:r /srv/plain
