#!/bin/bash
# The warning comes long before the given share is reached.
# on: console
# breaks: 1.3.4
# checks: budget-warns
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
account = state["accounts"][sys.argv[1]]
account["budget"]["percent"] /= 2
json.dump(state, open("/srv/console/state.json", "w"))
END
