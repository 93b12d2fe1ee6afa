#!/bin/bash
# Another user is root, too.
# on: box
# breaks: 1.1.4
# checks: closed
useradd -o -u 0 toor
