#!/bin/bash
# It runs under another name, unconfined.
# on: box
# breaks: 1.1.4
# checks: on-at-all confined
pkill -x worker
cp /bin/sleep /usr/local/bin/other
setsid /usr/local/bin/other 100000 </dev/null >/dev/null 2>&1 &
