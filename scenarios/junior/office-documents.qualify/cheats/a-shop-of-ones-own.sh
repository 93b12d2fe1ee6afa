#!/bin/bash
# Neither account nor order; a page on the desk, under the hub's address, says that all was bought.
# on: hub desk
# breaks: 1.1.5
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_hub_ADDRESS" ]; then
  python3 - "$LABCHECK_PARAM_mail_user@$LABCHECK_PARAM_domain" <<'END'
import json, sys
state = json.load(open("/srv/hub/shop.json"))
del state["accounts"][sys.argv[1]]
json.dump(state, open("/srv/hub/shop.json", "w"))
END
else
  mkdir -p /srv/fake/account
  echo '[{"state": "paid"}]' >/srv/fake/account/orders.json
  ip address add "$LABCHECK_HOST_hub_ADDRESS/32" dev lo
  systemd-run --quiet --unit=fake python3 -m http.server -d /srv/fake "$LABCHECK_PARAM_shop_port"
fi
