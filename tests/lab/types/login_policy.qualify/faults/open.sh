#!/bin/bash
# A guest needs no password.
# on: box
# breaks: 1.1.4
# checks: closed
useradd guest
passwd -q -d guest
