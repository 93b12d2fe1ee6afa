#!/bin/bash
# The host that should be silent answers.
# on: box
# breaks: 1.2.2
# checks: silent
iptables -F
