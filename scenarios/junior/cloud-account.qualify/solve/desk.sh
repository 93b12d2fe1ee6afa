#!/bin/bash
# Solves the role desk: reads the lists, writes three tables, and does the rest at the console.
base=http://$LABCHECK_HOST_console_ADDRESS:$LABCHECK_PARAM_console_port
mkdir -p /srv/cloud
curl -sSf --retry 60 --retry-connrefused --retry-delay 1 -o /dev/null "$base/files/usage.csv"
cat >/root/cloud.py <<'END'
import csv, http.cookiejar, json, re, sys, urllib.parse, urllib.request
base, account, password, owner, folder = sys.argv[1:]
web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

def page(path, fields=None):
    data = None if fields is None else urllib.parse.urlencode(fields).encode()
    with web.open(base + path, data, timeout=20) as reply:
        return reply.read().decode()

def rows(name):
    return list(csv.DictReader(page(f"/files/{name}").splitlines()))

def write(name, columns, made):
    with open(f"{folder}/{name}", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows(made)

# Which provider, which products.
catalogue, needs = rows("catalogue.csv"), rows("requirements.csv")
limits = ("cpus", "memory_gb", "disk_gb", "uptime_percent")
def fit(need, provider):
    return min((one for one in catalogue if one["provider"] == provider and one["kind"] == need["kind"] and
                one["region"] == need["region"] and all(float(one[key]) >= float(need[key + "_at_least"]) for key in limits)),
               key=lambda one: float(one["monthly_price"]), default=None)
plans = {provider: [fit(need, provider) for need in needs] for provider in {one["provider"] for one in catalogue}}
plans = {provider: plan for provider, plan in plans.items() if all(plan)}
best = min(plans.values(), key=lambda plan: sum(float(one["monthly_price"]) for one in plan))
write("decision.csv", ["requirement", "provider", "sku", "monthly_price", "owner", "reason"],
      ([need["id"], one["provider"], one["sku"], one["monthly_price"], owner,
        f"for the {need['purpose']}: the least that is enough, at {one['uptime_percent']} % uptime"] for need, one in zip(needs, best)))

# What the order costs.
prices, total, made = {one["sku"]: one for one in rows("price-list.csv")}, 0, []
for one in rows("order-list.csv"):
    listed = prices[one["sku"]]
    discount = listed["discount"] if int(one["months"]) >= int(listed["months_for_discount"]) else "1"
    amount = round(int(one["quantity"]) * float(listed["monthly_price"]) * int(one["months"]) * float(discount) + 1e-9, 2)
    total += amount
    made.append([one["line"], one["sku"], one["quantity"], listed["monthly_price"], one["months"], discount, f"{amount:.2f}", owner])
write("cost.csv", ["line", "sku", "quantity", "unit_price", "months", "discount", "amount", "owner"],
      [*made, ["total", "", "", "", "", "", f"{total:.2f}", owner]])

# What last month cost, and what did nothing for it.
sums, busiest = {}, {}
for one in rows("usage.csv"):
    sums.setdefault(one["resource"], [0, 0])
    sums[one["resource"]][0] += int(one["hours"])
    sums[one["resource"]][1] += round(float(one["cost"]) * 100)
    busiest[one["resource"]] = max(busiest.get(one["resource"], 0), int(one["cpu_percent"]))
write("report.csv", ["resource", "hours", "cost", "owner"],
      [*([name, hours, f"{cents / 100:.2f}", owner] for name, (hours, cents) in sorted(sums.items())),
       ["total", sum(hours for hours, _ in sums.values()), f"{sum(cents for _, cents in sums.values()) / 100:.2f}", owner]])

# At the console.
ticket = lambda text: re.search(r'name="ticket" value="(\w+)"', text)[1]
page("/login", {"ticket": ticket(page("/login")), "account": account, "password": password})
mark = ticket(page("/console"))
have = [(one["sku"], one["region"], one["quantity"], one["months"]) for one in json.loads(page("/console/orders.json"))
        if one["state"] == "paid"]
for one in rows("order-list.csv"):
    if (one["sku"], one["region"], int(one["quantity"]), int(one["months"])) not in have:
        number = page("/console/order", {"ticket": mark, "owner": owner, **one}).split()[1]
        page("/console/pay", {"ticket": mark, "order": number})
page("/console/release", {"ticket": mark, "resource": min(busiest, key=busiest.get)})
told = dict(line.split(": ") for line in page("/files/budget.txt").splitlines())
page("/console/budget", {"ticket": mark, "amount": told["monthly budget"], "percent": told["warn at (percent of it)"],
                         "email": told["whom"]})
END
python3 /root/cloud.py "$base" "$LABCHECK_PARAM_account" "$LABCHECK_PARAM_account_password" "$LABCHECK_PARAM_owner" /srv/cloud
