#!/bin/bash
# Tables as a Chinese spreadsheet writes them (GBK, tabs, a column of one's own), an order that was cancelled and placed
# again, and the budget's share as a budget of its own.
# on: desk
base=http://$LABCHECK_HOST_console_ADDRESS:$LABCHECK_PARAM_console_port
folder=$LABCHECK_PARAM_folder
owner=$LABCHECK_PARAM_owner
mkdir -p "$folder"
cd /root || exit
curl -sSf --retry 60 --retry-connrefused --retry-delay 1 -o /dev/null "$base/files/usage.csv"
for list in catalogue.csv requirements.csv price-list.csv order-list.csv usage.csv budget.txt; do
  curl -sSf -o "$list" "$base/files/$list"
done

# Every fitting product, the cheapest of each provider and requirement, then the provider that has all and costs least.
awk -F, 'NR == FNR { if (FNR > 1) need[FNR - 1] = $0; next }
  FNR > 1 { for (at = 1; at in need; at++) { split(need[at], want, ",")
    if ($3 == want[3] && $4 >= want[4] + 0 && $5 >= want[5] + 0 && $6 >= want[6] + 0 && $8 >= want[7] + 0 && $7 == want[8])
      print $1, at, $9, $2 } }' requirements.csv catalogue.csv | sort -k1,1 -k2,2n -k3,3n | awk '!seen[$1, $2]++' >fitting
best=$(awk '{ have[$1]++; sum[$1] += $3 } END { for (one in have) if (have[one] == 4) print sum[one], one }' fitting | sort -n | head -n1 | cut -d' ' -f2)
{
  printf 'requirement\treason\towner\tprovider\tsku\tmonthly_price\tnote\n'
  while read -r provider at price sku; do
    [ "$provider" != "$best" ] ||
      printf 'R%s\t第%s项需求在该厂商中的最低价合格产品\t%s\t%s\t%s\t%s\t\n' "$at" "$at" "$owner" "$provider" "$sku" "$price"
  done <fitting
} | iconv -f UTF-8 -t GBK >"$folder/decision.csv"

{
  printf 'line;sku;months;quantity;unit_price;discount;owner;amount\r\n'
  awk -F, -v owner="$owner" 'NR == FNR { price[$1] = $3; from[$1] = $4; off[$1] = $5; next }
    FNR > 1 { share = $5 >= from[$2] + 0 ? off[$2] : 1
      amount = sprintf("%.2f", $4 * price[$2] * $5 * share + 0.0000001); sum += amount
      printf "%s;%s;%s;%s;%s;%s;%s;%s\r\n", $1, $2, $5, $4, price[$2], share, owner, amount }
    END { printf "total;;;;;;%s;%.2f\r\n", owner, sum }' price-list.csv order-list.csv
} >"$folder/cost.csv"

{
  printf '\xEF\xBB\xBFresource,cost,hours,owner,busiest\n'
  awk -F, 'NR > 1 { hours[$2] += $3; cost[$2] += $5; if ($6 > busy[$2] + 0) busy[$2] = $6 }
    END { for (one in hours) printf "%s,%.2f,%d,%s\n", one, cost[one], hours[one], busy[one] + 0 }' usage.csv | sort >sums
  awk -F, -v owner="$owner" '{ print $1 "," $2 "," $3 "," owner "," $4; cost += $2; hours += $3 }
    END { printf "total,%.2f,%d,%s,\n", cost, hours, owner }' sums
} >"$folder/report.csv"

say() { # PATH FIELD…
  local path=$1 field fields=()
  for field in "${@:2}"; do fields+=(--data-urlencode "$field"); done
  curl -sSf -b jar -c jar "${fields[@]}" "$base$path"
}
ticket() { sed -n 's/.*name="ticket" value="\([0-9a-f]*\)".*/\1/p' | head -n1; }
mark=ticket=$(say /login | ticket)
say /login "$mark" "account=$LABCHECK_PARAM_account" "password=$LABCHECK_PARAM_account_password"
wrong=$(say /console/order "$mark" "owner=$owner" "sku=$(sed -n '2s/,.*//p' price-list.csv)" \
  "region=$(sed -n 2p price-list.csv | cut -d, -f2)" quantity=99 months=1 | cut -d' ' -f2)
say /console/cancel "$mark" "order=$wrong"
sed 1d order-list.csv | tac | while IFS=, read -r _ sku region quantity months; do
  say /console/order "$mark" "owner=$owner" "sku=$sku" "region=$region" "quantity=$quantity" "months=$months"
done | cut -d' ' -f2 >numbers
while read -r number; do say /console/pay "$mark" "order=$number"; done <numbers
say /console/release "$mark" "resource=$(awk -F, '$4 <= 2 { print $1 }' sums)"
budget=$(sed -n 's/^monthly budget: //p' budget.txt)
share=$(sed -n 's/^warn at .*: //p' budget.txt)
say /console/budget "$mark" "amount=$(awk "BEGIN { print $budget * $share / 100 }")" percent=100 "email=$(sed -n 's/^whom: //p' budget.txt)"
