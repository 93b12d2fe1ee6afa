#!/bin/bash
# Where numbers belong stand formulas that nothing has reckoned.
# on: desk
# breaks: 1.3.2 1.3.4
folder=$LABCHECK_PARAM_folder
for table in cost report; do
  tr -d '\r' <"$folder/$table.csv" >/root/$table
done
awk -F, -v OFS=, 'NR > 1 && $1 != "total" { $7 = "=C" NR "*D" NR "*E" NR "*F" NR } $1 == "total" { $7 = "=SUM(G2:G6)" } { print }' \
  /root/cost >"$folder/cost.csv"
awk -F, -v OFS=, '$1 == "total" { $2 = "=SUM(B2:B6)"; $3 = "=SUM(C2:C6)" } { print }' /root/report >"$folder/report.csv"
