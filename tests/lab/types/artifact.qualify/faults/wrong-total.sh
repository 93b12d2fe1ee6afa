#!/bin/bash
# The total is wrong.
# on: box
# breaks: 1.1.3
# checks: costs
sed -i 's/^total.*/total,,,2003.00/' /submit/cost.csv
