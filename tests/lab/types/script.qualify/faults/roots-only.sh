#!/bin/bash
# Only root can run it.
# on: box
# checks: sums
chmod 600 /usr/local/bin/sum.py
