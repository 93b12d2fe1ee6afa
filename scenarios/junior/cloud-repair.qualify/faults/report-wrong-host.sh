#!/bin/bash
# The report names the machine where a fault showed instead of where it was.
# on: lb
# breaks: 3.3.3
# checks: report-causes
sed -i 's/^packets-dropped,db/packets-dropped,app1/' "$LABCHECK_PARAM_folder/faults.csv"
