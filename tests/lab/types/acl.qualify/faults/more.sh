#!/bin/bash
# The other folder lets somebody in.
# on: box[0]
# checks: plain
setfacl -m u:daemon:r /srv/plain
