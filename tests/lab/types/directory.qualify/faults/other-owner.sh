#!/bin/bash
# The folder is somebody else's.
# on: box
# checks: shared
chown daemon /srv/project
