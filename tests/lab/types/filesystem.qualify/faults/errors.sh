#!/bin/bash
# Left with errors.
# on: box
# checks: sound
debugfs -w -R 'ssv state 2' /dev/vdd 2>/dev/null
