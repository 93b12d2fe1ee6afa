#!/bin/bash
# The orders and the budget are the neighbour's; this account has neither.
# on: console
# breaks: 1.3.3 1.3.4
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
mine, other = state["accounts"][sys.argv[1]], state["accounts"]["neighbour"]
for name, nothing in (("orders", []), ("budget", None)):
    other[name], mine[name] = mine[name], nothing
json.dump(state, open("/srv/console/state.json", "w"))
END
