#!/bin/bash
# One amount is wrong, and the total agrees with it.
# on: desk
# breaks: 1.3.2
# checks: cost-sums
tr -d '\r' <"$LABCHECK_PARAM_folder/cost.csv" | awk -F, -v OFS=, '
  NR == 4 || $1 == "total" { $7 = sprintf("%.2f", $7 + 3) } { print }' >/root/table
cat /root/table >"$LABCHECK_PARAM_folder/cost.csv"
