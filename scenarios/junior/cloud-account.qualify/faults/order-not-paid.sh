#!/bin/bash
# One order was never paid.
# on: console
# breaks: 1.3.3
# checks: order-placed order-closed
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
orders = state["accounts"][sys.argv[1]]["orders"]
orders[3]["state"] = "unpaid"
json.dump(state, open("/srv/console/state.json", "w"))
END
