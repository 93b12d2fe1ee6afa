#!/bin/bash
# One product was ordered in another region.
# on: console
# breaks: 1.3.3
# checks: order-placed
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
orders = state["accounts"][sys.argv[1]]["orders"]
orders[0]["region"] = {"east-1": "north-1"}.get(orders[0]["region"], "east-1")
json.dump(state, open("/srv/console/state.json", "w"))
END
