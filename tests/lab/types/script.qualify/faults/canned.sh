#!/bin/bash
# The sum is always the same.
# on: box
# breaks: 4.1.1
# checks: sums
echo 'print("{\"sum\": 7}")' >/usr/local/bin/sum.py
