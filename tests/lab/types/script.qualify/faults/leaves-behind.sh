#!/bin/bash
# It leaves a process behind.
# on: box
# breaks: 4.1.1
# checks: sums
printf 'import subprocess\nsubprocess.Popen(["sleep", "600"])\nprint("{\\"sum\\": 42}")\n' >/usr/local/bin/sum.py
