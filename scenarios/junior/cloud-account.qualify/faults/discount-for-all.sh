#!/bin/bash
# Every line gets a discount, however short its term.
# on: desk
# breaks: 1.3.2
# checks: cost-prices
tr -d '\r' <"$LABCHECK_PARAM_folder/cost.csv" | awk -F, -v OFS=, '
  NR > 1 && $6 == "1" { $6 = "0.9"; $7 = sprintf("%.2f", $3 * $4 * $5 * $6 + 0.000001) }
  $1 == "total" { $7 = sprintf("%.2f", sum) }
  { print } NR > 1 { sum += $7 }' >/root/table
cat /root/table >"$LABCHECK_PARAM_folder/cost.csv"
