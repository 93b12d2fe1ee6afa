#!/bin/bash
# A resource that is in use was released, and the idle one runs on.
# on: console
# breaks: 1.3.4
# checks: idle-released
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
account = state["accounts"][sys.argv[1]]
account["resources"] = {name: {"released": "running"}.get(state, state) for name, state in account["resources"].items()}
account["resources"][json.load(open("/srv/console/answers.json"))["kept"][0]] = "released"
json.dump(state, open("/srv/console/state.json", "w"))
END
