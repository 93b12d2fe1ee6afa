#!/bin/bash
# A program of comments, as is sold to candidates.
# on: work
# breaks: 4.1.1
printf '#!/bin/sh\n# awk -F, sum[] sort print\nexit 0\n' >/usr/local/bin/order-total
