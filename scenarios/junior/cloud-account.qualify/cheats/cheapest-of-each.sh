#!/bin/bash
# The cheapest product for each requirement, from whichever provider, all under the chosen provider's name.
# on: desk
# breaks: 1.3.1
base=http://$LABCHECK_HOST_console_ADDRESS:$LABCHECK_PARAM_console_port/files
for list in catalogue requirements; do curl -sSf "$base/$list.csv" >/root/$list.csv; done
python3 - "$LABCHECK_PARAM_folder/decision.csv" <<'END'
import csv, sys
catalogue, needs, mine = (list(csv.DictReader(open(name))) for name in ("/root/catalogue.csv", "/root/requirements.csv", sys.argv[1]))
limits = ("cpus", "memory_gb", "disk_gb", "uptime_percent")
for need, line in zip(needs, mine):
    best = min((one for one in catalogue if one["kind"] == need["kind"] and one["region"] == need["region"] and
                all(float(one[key]) >= float(need[key + "_at_least"]) for key in limits)), key=lambda one: float(one["monthly_price"]))
    line["sku"], line["monthly_price"] = best["sku"], best["monthly_price"]
with open(sys.argv[1], "w", newline="") as file:
    out = csv.DictWriter(file, mine[0].keys())
    out.writeheader()
    out.writerows(mine)
END
