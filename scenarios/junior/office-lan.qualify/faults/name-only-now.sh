#!/bin/bash
# The PC's name is in force, but the next boot will find another one.
# on: pc
# breaks: 1.2.1
# checks: host-names
echo pc >/etc/hostname
