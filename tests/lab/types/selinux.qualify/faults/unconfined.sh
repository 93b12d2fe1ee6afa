#!/bin/bash
# The worker runs in the domain of whoever started it.
# on: box
# breaks: 1.1.4
# checks: confined
pkill -x worker
setsid /usr/local/bin/worker 100000 </dev/null >/dev/null 2>&1 &
sleep 1
