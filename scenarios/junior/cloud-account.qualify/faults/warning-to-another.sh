#!/bin/bash
# The warning goes to another address.
# on: console
# breaks: 1.3.4
# checks: budget-warns
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
account = state["accounts"][sys.argv[1]]
account["budget"]["email"] = "nobody@crane.example"
json.dump(state, open("/srv/console/state.json", "w"))
END
