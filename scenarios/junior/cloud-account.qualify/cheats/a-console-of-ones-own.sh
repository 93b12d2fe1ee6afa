#!/bin/bash
# Nothing was ordered and no budget set; a page on the desk, under the console's address, says that all was.
# on: console desk
# breaks: 1.3.3 1.3.4
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_console_ADDRESS" ]; then
  python3 - "$LABCHECK_PARAM_account" <<'END'
import json, sys
state = json.load(open("/srv/console/state.json"))
state["accounts"][sys.argv[1]].update(orders=[], budget=None)
json.dump(state, open("/srv/console/state.json", "w"))
END
else
  mkdir -p /srv/fake/console
  echo '[{"state": "paid"}]' >/srv/fake/console/orders.json
  cp /srv/fake/console/orders.json /srv/fake/console/alerts.json
  ip address add "$LABCHECK_HOST_console_ADDRESS/32" dev lo
  systemd-run --quiet --unit=fake python3 -m http.server -d /srv/fake "$LABCHECK_PARAM_console_port"
fi
