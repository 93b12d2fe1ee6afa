#!/bin/bash
# Tables with the right columns, marks and sums, and nothing true in them.
# on: desk
# breaks: 1.3.1 1.3.2 1.3.4
folder=$LABCHECK_PARAM_folder
for table in decision cost report; do
  tr -d '\r' <"$folder/$table.csv" >/root/$table
done
awk -F, -v OFS=, 'NR > 1 { $2 = "heron"; $3 = "he-se-" (10000 + NR); $4 = 99.99 } { print }' /root/decision >"$folder/decision.csv"
awk -F, -v OFS=, 'NR > 1 && $1 != "total" { $3 = 1; $4 = 10; $5 = 1; $6 = 1; $7 = 10 } $1 == "total" { $7 = 50 } { print }' \
  /root/cost >"$folder/cost.csv"
awk -F, -v OFS=, 'NR > 1 && $1 != "total" { $2 = 600; $3 = 300 } $1 == "total" { $2 = 3000; $3 = 1500 } { print }' \
  /root/report >"$folder/report.csv"
