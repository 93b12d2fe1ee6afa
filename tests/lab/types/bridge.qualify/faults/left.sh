#!/bin/bash
# A member is taken out.
# on: box
# breaks: 1.1.4
# checks: members
ip link set port0 nomaster
