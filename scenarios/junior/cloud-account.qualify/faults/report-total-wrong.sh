#!/bin/bash
# The report's last line is not the sum of those above it.
# on: desk
# breaks: 1.3.4
# checks: report-sums
tr -d '\r' <"$LABCHECK_PARAM_folder/report.csv" | awk -F, -v OFS=, '$1 == "total" { $3 = sprintf("%.2f", $3 - 9.84) } { print }' >/root/table
cat /root/table >"$LABCHECK_PARAM_folder/report.csv"
