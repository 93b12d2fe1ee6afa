#!/bin/bash
# A second total makes good for amounts that were never reckoned.
# on: desk
# breaks: 1.3.2 1.3.4
folder=$LABCHECK_PARAM_folder
tr -d '\r' <"$folder/cost.csv" | awk -F, -v OFS=, 'NR > 1 && $1 != "total" { $7 = 0 } $1 == "total" { print; $7 = 0 } { print }' >/root/cost
cat /root/cost >"$folder/cost.csv"
tr -d '\r' <"$folder/report.csv" | awk -F, -v OFS=, '$1 == "total" { print } { print }' >/root/report
cat /root/report >"$folder/report.csv"
