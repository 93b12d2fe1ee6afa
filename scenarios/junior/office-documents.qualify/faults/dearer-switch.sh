#!/bin/bash
# A switch that fits was ordered, and not the cheapest.
# on: hub
# breaks: 1.1.5
# checks: shop-order
python3 - "$LABCHECK_PARAM_mail_user@$LABCHECK_PARAM_domain" <<'END'
import json, sys
state = json.load(open("/srv/hub/shop.json"))
goods = json.load(open("/srv/hub/goods.json"))["goods"]
accounts, me = state["accounts"], state["accounts"][sys.argv[1]]
order = me["orders"][0]
order["sku"] = next(one["sku"] for one in goods if one["kind"] == "switch" and one["ports"] >= 24 and one["poe"] and one["stock"] >= 4 and one["sku"] != order["sku"])
json.dump(state, open("/srv/hub/shop.json", "w"))
END
