#!/bin/bash
# All was done for another candidate's lists: this one's are drawn anew, and nothing of the work belongs to them.
# on: console
# breaks: 1.3.1 1.3.2 1.3.3 1.3.4
cd /srv/console || exit
systemctl stop console
mv state.json before.json
python3 draw.py "$LABCHECK_PARAM_account" "$LABCHECK_PARAM_account_password" "$LABCHECK_PARAM_owner" "$LABCHECK_PARAM_alert_email"
python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
new, old = (json.load(open(f"/srv/console/{name}.json")) for name in ("state", "before"))
for kept in ("orders", "budget"):
    new["accounts"][sys.argv[1]][kept] = old["accounts"][sys.argv[1]][kept]
json.dump(new, open("/srv/console/state.json", "w"))
END
systemctl start console
