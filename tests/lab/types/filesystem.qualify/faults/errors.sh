#!/bin/bash
# Left with errors.
# on: box
# breaks: 1.1.4
# checks: sound
debugfs -w -R 'ssv state 2' /dev/vdd 2>/dev/null
