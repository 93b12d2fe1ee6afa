#!/bin/bash
# The volume is gone.
# on: box
# breaks: 1.1.4
# checks: volume physical
lvremove -q -y data/www
