#!/bin/bash
# The folder is somebody else's.
# on: box
# breaks: 1.1.4
# checks: shared
chown daemon /srv/project
