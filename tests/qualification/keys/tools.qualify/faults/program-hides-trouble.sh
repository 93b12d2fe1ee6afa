#!/bin/bash
# A missing file is no trouble to it.
# on: work
# breaks: 4.1.1
# checks: program-reports-trouble
sed -i 's/exit 1/exit 0/' /usr/local/bin/order-total
grep -q 'awk.*sum' /usr/local/bin/order-total
