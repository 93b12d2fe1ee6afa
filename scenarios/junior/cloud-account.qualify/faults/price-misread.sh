#!/bin/bash
# One price of each table is not the list's; the sums follow it.
# on: desk
# breaks: 1.3.1 1.3.2
# checks: decision-products cost-prices
folder=$LABCHECK_PARAM_folder
awk -F, -v OFS=, 'NR == 3 { $4 += 10 } { print }' "$folder/decision.csv" >/root/table
cat /root/table >"$folder/decision.csv"
tr -d '\r' <"$folder/cost.csv" | awk -F, -v OFS=, '
  NR == 3 { $4 += 10; $7 = sprintf("%.2f", $3 * $4 * $5 * $6) }
  $1 == "total" { $7 = sprintf("%.2f", sum) }
  { print } NR > 1 { sum += $7 }' >/root/table
cat /root/table >"$folder/cost.csv"
