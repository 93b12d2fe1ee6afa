#!/bin/bash
# The report leaves a day of one resource out; its sums agree with that.
# on: desk
# breaks: 1.3.4
# checks: report-lines
tr -d '\r' <"$LABCHECK_PARAM_folder/report.csv" | awk -F, -v OFS=, '
  NR == 3 || $1 == "total" { $2 -= 24; $3 = sprintf("%.2f", $3 - 9.84) } { print }' >/root/table
cat /root/table >"$LABCHECK_PARAM_folder/report.csv"
