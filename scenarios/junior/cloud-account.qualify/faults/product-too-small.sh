#!/bin/bash
# The database is the provider's cheapest one in that region, which is not enough.
# on: desk
# breaks: 1.3.1
# checks: decision-products
folder=$LABCHECK_PARAM_folder
curl -sSf "http://$LABCHECK_HOST_console_ADDRESS:$LABCHECK_PARAM_console_port/files/catalogue.csv" >/root/catalogue.csv
IFS=, read -r _ provider sku _ < <(sed -n 4p "$folder/decision.csv")
region=$(grep ",$sku," /root/catalogue.csv | cut -d, -f7)
read -r sku price < <(awk -F, -v p="$provider" -v r="$region" -v not="$sku" \
  '$1 == p && $7 == r && $3 == "database" && $2 != not { print $2, $9 }' /root/catalogue.csv | sort -k2n | head -n1)
awk -F, -v OFS=, -v sku="$sku" -v price="$price" 'NR == 4 { $3 = sku; $4 = price } { print }' "$folder/decision.csv" >/root/decision
cat /root/decision >"$folder/decision.csv"
