#!/bin/bash
# One piece was ordered.
# on: hub
# breaks: 1.1.5
# checks: shop-order
python3 - "$LABCHECK_PARAM_mail_user@$LABCHECK_PARAM_domain" <<'END'
import json, sys
state = json.load(open("/srv/hub/shop.json"))
goods = json.load(open("/srv/hub/goods.json"))["goods"]
accounts, me = state["accounts"], state["accounts"][sys.argv[1]]
order = me["orders"][0]
order["quantity"] = 1
json.dump(state, open("/srv/hub/shop.json", "w"))
END
