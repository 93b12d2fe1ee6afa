#!/bin/bash
# It never ends.
# on: box
# breaks: 4.1.1
# checks: sums
printf 'import time\nprint("{\\"sum\\": 42}", flush=True)\ntime.sleep(600)\n' >/usr/local/bin/sum.py
