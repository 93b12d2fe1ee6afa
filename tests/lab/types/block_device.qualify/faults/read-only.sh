#!/bin/bash
# The volume can't be written to.
# on: box
# checks: volume
lvchange -q -p r data/www
