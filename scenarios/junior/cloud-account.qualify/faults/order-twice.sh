#!/bin/bash
# One line was ordered and paid twice.
# on: console
# breaks: 1.3.3
# checks: order-placed order-closed
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
orders = state["accounts"][sys.argv[1]]["orders"]
orders.append(dict(orders[4], order=2001))
json.dump(state, open("/srv/console/state.json", "w"))
END
