#!/bin/bash
# One member repaired everything.
# on: lb
# breaks: 3.3.3
# checks: report-members
sed -i '2,$s/,[^,]*$/,Lin/' "$LABCHECK_PARAM_folder/faults.csv"
