#!/bin/bash
# The report tells the evidence in words of its own.
# on: lb
# breaks: 3.3.3
# checks: report-evidence
sed -i 's/No route to host/there is no such machine/' "$LABCHECK_PARAM_folder/faults.csv"
