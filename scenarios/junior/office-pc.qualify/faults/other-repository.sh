#!/bin/bash
# The package is installed from a file; apt knows no server that has it.
# on: pc
# breaks: 1.1.1
# checks: software
rm /etc/apt/sources.list.d/office.list
