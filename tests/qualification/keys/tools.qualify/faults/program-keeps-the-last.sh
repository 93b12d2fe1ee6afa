#!/bin/bash
# The program takes the last number of a name instead of the sum.
# on: work
# breaks: 4.1.1
# checks: program-adds-up
sed -i 's/+=/=/' /usr/local/bin/order-total
grep -q 'awk.*sum' /usr/local/bin/order-total
