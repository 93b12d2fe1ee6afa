#!/bin/bash
# The third line of the order was neither estimated nor ordered.
# on: desk console
# breaks: 1.3.2 1.3.3
# checks: cost-lines order-placed order-closed
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_console_ADDRESS" ]; then
  python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
state["accounts"][sys.argv[1]]["orders"].pop(2)
json.dump(state, open("/srv/console/state.json", "w"))
END
else
  tr -d '\r' <"$LABCHECK_PARAM_folder/cost.csv" | awk -F, -v OFS=, '
    $1 == "L3" { next } $1 == "total" { $7 = sprintf("%.2f", sum) } { print } NR > 1 { sum += $7 }' >/root/table
  cat /root/table >"$LABCHECK_PARAM_folder/cost.csv"
fi
