#!/bin/bash
# The rule was started by hand.
# on: group
# breaks: 2.1.2
# checks: group-services
systemctl disable --quiet group-rule
