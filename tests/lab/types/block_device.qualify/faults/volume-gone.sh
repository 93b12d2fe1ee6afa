#!/bin/bash
# The volume is gone.
# on: box
# checks: volume physical
lvremove -q -y data/www
