#!/bin/bash
# A member is taken out.
# on: box
# breaks: 1.2.2
# checks: members
ip link set port0 nomaster
