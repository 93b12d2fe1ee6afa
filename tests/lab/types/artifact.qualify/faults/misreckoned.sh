#!/bin/bash
# One amount is wrong, and the total agrees with it.
# on: box
# breaks: 1.1.3
# checks: costs
sed -i -e 's/2001.00/2002.00/' -e 's/,2002.00$/,2003.00/' /submit/cost.csv
