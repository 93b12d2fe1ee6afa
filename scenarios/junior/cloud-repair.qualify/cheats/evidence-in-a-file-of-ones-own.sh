#!/bin/bash
# The evidence stands in a file that the team wrote.
# on: lb
# breaks: 3.3.3
# checks: report-evidence
cp /var/log/nginx/error.log "$LABCHECK_PARAM_folder/notes.log"
sed -i "s#^wrong-port,lb,[^,]*,#wrong-port,lb,$LABCHECK_PARAM_folder/notes.log,#" "$LABCHECK_PARAM_folder/faults.csv"
grep -q notes.log "$LABCHECK_PARAM_folder/faults.csv"
