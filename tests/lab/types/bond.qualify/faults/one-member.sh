#!/bin/bash
# Only one member is left.
# on: box
# breaks: 1.2.1
# checks: members working
ip link set s2 nomaster
