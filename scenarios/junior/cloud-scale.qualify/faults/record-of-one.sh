#!/bin/bash
# One member did and measured everything.
# on: lb
# breaks: 3.3.4
# checks: capacity-record
sed -i '2,$s/,[^,]*$/,Lin/' "$LABCHECK_PARAM_folder/capacity.csv"
