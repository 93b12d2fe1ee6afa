#!/bin/bash
# It leaves a process behind.
# on: box
# checks: sums
printf 'import subprocess\nsubprocess.Popen(["sleep", "600"])\nprint("{\\"sum\\": 42}")\n' >/usr/local/bin/sum.py
