#!/bin/bash
# A guest needs no password.
# on: box
# checks: closed
useradd guest
passwd -q -d guest
