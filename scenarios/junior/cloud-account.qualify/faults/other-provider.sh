#!/bin/bash
# The cheapest fitting products of another provider, which are dearer together.
# on: desk
# breaks: 1.3.1
# checks: decision-products
provider=$(cut -d, -f2 "$LABCHECK_PARAM_folder/decision.csv" | sed -n 2p)
curl -sSf "http://$LABCHECK_HOST_console_ADDRESS:$LABCHECK_PARAM_console_port/files/catalogue.csv" >/root/catalogue.csv
awk -F, -v not="$provider" 'NR > 1 && $1 != not { print $1 "," $2 "," $9; exit }' /root/catalogue.csv >/root/other
IFS=, read -r other sku price </root/other
awk -F, -v OFS=, -v other="$other" -v sku="$sku" -v price="$price" \
  'NR > 1 { $2 = other } NR == 2 { $3 = sku; $4 = price } { print }' "$LABCHECK_PARAM_folder/decision.csv" >/root/decision
cat /root/decision >"$LABCHECK_PARAM_folder/decision.csv"
