#!/bin/bash
# The host that should be silent answers.
# on: box
# breaks: 1.1.4
# checks: silent
iptables -F
