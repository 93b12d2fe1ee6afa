#!/bin/bash
# The volume can't be written to.
# on: box
# breaks: 1.1.4
# checks: volume
lvchange -q -p r data/www
