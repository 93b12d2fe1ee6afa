#!/bin/bash
# The proctor's part: a cloud vendor's console of the lab's own, with a price list, an order list and a month's usage
# drawn for this candidate. Needs python3 only. Its second port, on loopback, is for the proctor alone: the answers, and
# consumption that is made up. Nothing here is the candidate's work, and a second run changes nothing.
mkdir -p /srv/console/files
cd /srv/console || exit
cat >draw.py <<'END'
"""Draws what the console shows, and writes down what comes of it."""
import csv, json, os, random, sys
draw = random.SystemRandom()
account, password, owner, email = sys.argv[1:]

def price(low, high):
    """Two decimals, the last of which is no zero: spreadsheets leave zeros out."""
    return (draw.randrange(int(low), int(high)) * 100 + draw.randrange(10) * 10 + draw.randrange(1, 10)) / 100

def table(name, columns, rows):
    with open(f"files/{name}", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows(rows)

# Providers, products, requirements: one provider is cheapest for all of them together, and no other way is as cheap.
regions, uptimes = ["east-1", "north-1", "south-1"], [99.5, 99.9, 99.95, 99.99]
sizes = {"server": [(2, 4, 40), (2, 8, 40), (4, 8, 60), (4, 16, 80), (8, 16, 80), (8, 32, 100)],
         "database": [(2, 4, 50), (2, 8, 100), (4, 16, 200), (8, 32, 500)],
         "disk": [(0, 0, 100), (0, 0, 200), (0, 0, 500), (0, 0, 1000)]}

def products():
    made = []
    for provider in ("heron", "kite", "plover"):
        for kind, all_sizes in sizes.items():
            for region in regions:
                for cpus, memory, disk in all_sizes:
                    base = 20 * cpus + 9 * memory + 0.35 * disk
                    made.append({"provider": provider, "sku": f"{provider[:2]}-{kind[:2]}-{draw.randrange(10000, 99999)}",
                                 "kind": kind, "cpus": cpus, "memory_gb": memory, "disk_gb": disk, "region": region,
                                 "uptime_percent": draw.choice(uptimes), "monthly_price": price(0.7 * base, 1.5 * base + 2)})
    return made

def requirements():
    region = draw.choice(regions)
    need = [("R1", "shop front", "server", *draw.choice([(2, 4, 40), (4, 8, 40)]), draw.choice([99.5, 99.9])),
            ("R2", "report runner", "server", *draw.choice([(4, 12, 60), (6, 16, 60)]), 99.5),
            ("R3", "orders", "database", *draw.choice([(2, 6, 80), (4, 12, 150)]), draw.choice([99.9, 99.95])),
            ("R4", "pictures", "disk", 0, 0, draw.choice([150, 300]), 99.9)]
    return [dict(zip(("id", "purpose", "kind", "cpus", "memory_gb", "disk_gb", "uptime_percent"), one), region=region)
            for one in need]

def meets(product, need):
    return (product["kind"] == need["kind"] and product["region"] == need["region"] and
            all(product[key] >= need[key] for key in ("cpus", "memory_gb", "disk_gb", "uptime_percent")))

def offers(provider, catalogue, needs):
    chosen = []
    for need in needs:
        fit = sorted((one for one in catalogue if one["provider"] == provider and meets(one, need)),
                     key=lambda one: one["monthly_price"])
        if not fit or (len(fit) > 1 and fit[1]["monthly_price"] == fit[0]["monthly_price"]):
            return None
        chosen.append(fit[0])
    return chosen

while True:
    catalogue, needs = products(), requirements()
    if len({one["sku"] for one in catalogue}) < len(catalogue):
        continue
    plans = {provider: offers(provider, catalogue, needs) for provider in ("heron", "kite", "plover")}
    able = sorted((sum(one["monthly_price"] for one in plan), provider) for provider, plan in plans.items() if plan)
    if len(able) < 2 or able[1][0] - able[0][0] < 5:
        continue
    best = plans[able[0][1]]
    cheapest = [min((one for one in catalogue if meets(one, need)), key=lambda one: one["monthly_price"]) for need in needs]
    if any(one["provider"] != able[0][1] for one in cheapest):  # not each of them is cheapest at this provider
        break

table("catalogue.csv", catalogue[0].keys(), (one.values() for one in draw.sample(catalogue, len(catalogue))))
table("requirements.csv",
      ["id", "purpose", "kind", "cpus_at_least", "memory_gb_at_least", "disk_gb_at_least", "uptime_percent_at_least", "region"],
      (one.values() for one in needs))

# The order list and its price list: from twelve months on some products are cheaper.
price_list, order = [], []
for at, (name, region) in enumerate(zip(draw.sample(["cx-server-small", "cx-server-large", "cx-disk-fast", "cx-disk-slow",
                                                     "cx-database", "cx-address", "cx-balancer", "cx-backup"], 8),
                                        [draw.choice(regions) for _ in range(8)])):
    price_list.append({"sku": f"{name}-{draw.randrange(100, 999)}", "region": region, "monthly_price": price(11, 480),
                       "months_for_discount": draw.choice([6, 12]), "discount": draw.choice([0.83, 0.88, 0.92, 0.95])})
terms = [3, 12, 24, draw.choice([1, 2, 4]), draw.choice([12, 18])]
for at, (item, months) in enumerate(zip(draw.sample(price_list, 5), draw.sample(terms, 5)), 1):
    applies = months >= item["months_for_discount"]
    order.append({"line": f"L{at}", "sku": item["sku"], "region": item["region"], "quantity": draw.randrange(2, 9),
                  "months": months, "unit_price": item["monthly_price"], "discount": item["discount"] if applies else 1})
table("price-list.csv", price_list[0].keys(), (one.values() for one in price_list))
table("order-list.csv", ["line", "sku", "region", "quantity", "months"],
      ([one[key] for key in ("line", "sku", "region", "quantity", "months")] for one in order))

# A month's usage of five resources that run already, one of which does nothing.
names = [f"{name}-{draw.randrange(10, 99)}" for name in draw.sample(["till", "mail", "wiki", "stock", "film", "build"], 5)]
idle = draw.choice(names)
while True:
    usage, sums = [], {}
    rates = {name: draw.randrange(21, 99) for name in names}  # cents an hour
    for day in range(1, 31):
        for name in draw.sample(names, 5):
            hours = draw.randrange(14, 25)
            busy = draw.randrange(0, 2) if name == idle else draw.randrange(0, 95)
            usage.append([f"2026-10-{day:02}", name, hours, f"{rates[name] / 100:.2f}", f"{hours * rates[name] / 100:.2f}", busy])
            total = sums.setdefault(name, [0, 0])
            total[0] += hours
            total[1] += hours * rates[name]
    spent = sum(cents for _, cents in sums.values())
    if all(cents % 10 for _, cents in sums.values()):
        break
table("usage.csv", ["day", "resource", "hours", "price_per_hour", "cost", "cpu_percent"], usage)
percent = draw.choice([70, 75, 80, 85, 90])
budget = (spent // 100 + draw.randrange(200, 900)) * 100 // percent + 1
level = budget * percent / 100
names.sort()
by_sku = sorted(order, key=lambda one: one["sku"])
text = lambda cents: f"{cents / 100:.2f}"
answers = {"provider": able[0][1], "decision": [{"sku": one["sku"], "price": str(one["monthly_price"])} for one in best],
           "order": [{key: str(value) for key, value in one.items()} for one in order],
           "bought": [{key: one[key] for key in ("sku", "region", "quantity", "months")} for one in by_sku],
           "usage": [{"resource": name, "hours": str(sums[name][0]), "cost": text(sums[name][1])} for name in names],
           "kept": [name for name in names if name != idle], "idle": idle, "budget": budget, "percent": percent,
           "below": f"{level - spent / 100 - 1:.2f}", "above": "2.00"}
with open("files/budget.txt", "w") as file:
    file.write(f"monthly budget: {budget}\nwarn at (percent of it): {percent}\nwhom: {email}\n")
accounts = {name: {"password": word, "orders": [], "resources": {one: "running" for one in running}, "budget": None,
                   "spent": [{"note": "so far", "amount": spent / 100}] if running else [], "alerts": []}
            for name, word, running in ((account, password, names), ("neighbour", "neighbour-pw", []))}
with open("answers.json", "w") as file:
    json.dump(answers, file)
os.chmod("answers.json", 0o600)
with open("state.new", "w") as file:
    json.dump({"accounts": accounts, "next": 1001}, file)
os.rename("state.new", "state.json")
END
cat >console.py <<'END'
"""A cloud console for exercises: what is ordered and paid here costs nothing."""
import html, http.server, json, os, secrets, sys, threading, urllib.parse

STATE, FILES, LOCK, SESSIONS = "/srv/console/state.json", "/srv/console/files", threading.RLock(), {}

def load():
    with open(STATE) as file:
        return json.load(file)

def store(state):
    with open(STATE + ".new", "w") as file:
        json.dump(state, file, indent=1)
    os.rename(STATE + ".new", STATE)

def spend(account, note, amount):
    """More consumption; whoever set a budget is warned once it reaches the share that was set."""
    account["spent"].append({"note": note, "amount": float(amount)})
    rule, total = account["budget"], sum(one["amount"] for one in account["spent"])
    if rule and total >= rule["amount"] * rule["percent"] / 100:
        account["alerts"].append({"note": note, "to": rule["email"], "spent": round(total, 2)})

class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, body, kind="text/html; charset=utf-8", status=200, headers=()):
        body = body.encode()
        self.send_response(status)
        for name, value in [("Content-Type", kind), ("Content-Length", str(len(body))), *headers]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def give(self, value):
        self.reply(json.dumps(value), "application/json")

    def form(self):
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        return {key: value.strip() for key, value in urllib.parse.parse_qsl(text)}

    def refuse(self, why, status=400):
        self.reply(f"<p>{html.escape(why)}</p>\n", status=status)

class Console(Page):
    def session(self):
        for word in (self.headers.get("Cookie") or "").split(";"):
            if word.strip().startswith("console="):
                return SESSIONS.get(word.strip()[8:])
        return None

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        name = path.removeprefix("/files/")
        if path == "/":
            links = "".join(f'<li><a href="/files/{one}">{one}</a></li>' for one in sorted(os.listdir(FILES)))
            return self.reply(f'<h1>Crane cloud</h1><ul>{links}</ul><a href="/login">log in</a>\n')
        if path.startswith("/files/") and "/" not in name and os.path.isfile(f"{FILES}/{name}"):
            with open(f"{FILES}/{name}") as file:
                return self.reply(file.read(), "text/plain; charset=utf-8")
        if path == "/login":
            key = secrets.token_hex(16)
            SESSIONS[key] = {"account": None, "ticket": secrets.token_hex(8)}
            return self.reply(f'<form method="post" action="/login"><input type="hidden" name="ticket" value="'
                              f'{SESSIONS[key]["ticket"]}"><input name="account"><input type="password" name="password">'
                              "<button>log in</button></form>\n", headers=[("Set-Cookie", f"console={key}; Path=/; HttpOnly")])
        session = self.session()
        if not path.startswith("/console"):
            return self.refuse("there is no such page", 404)
        if not session or not session["account"]:
            return self.reply("", status=302, headers=[("Location", "/login")])
        with LOCK:
            account = load()["accounts"][session["account"]]
        if path in ("/console/orders.json", "/console/budget.json", "/console/alerts.json"):
            return self.give(account[path[9:-5]])
        if path == "/console/resources.json":
            return self.give([{"name": name, "state": state} for name, state in sorted(account["resources"].items())])
        if path == "/console":
            forms = "".join(
                f'<h2>{action}</h2><form method="post" action="/console/{action}"><input type="hidden" name="ticket" value='
                f'"{session["ticket"]}">' + "".join(f'{field} <input name="{field}"> ' for field in fields) +
                "<button>send</button></form>" for action, fields in Console.actions.items())
            return self.reply(f'<h1>{html.escape(session["account"])}</h1>{forms}<p><a href="/console/orders.json">orders</a> '
                              '<a href="/console/resources.json">resources</a> <a href="/console/budget.json">budget</a> '
                              '<a href="/console/alerts.json">alerts</a></p>\n')
        return self.refuse("there is no such page", 404)

    actions = {"order": ["sku", "region", "quantity", "months", "owner"], "pay": ["order"], "cancel": ["order"],
               "release": ["resource"], "budget": ["amount", "percent", "email"]}

    def do_POST(self):
        form, session = self.form(), self.session()
        if not session or form.get("ticket") != session["ticket"]:
            return self.refuse("log in first, and send the form's ticket", 403)
        with LOCK:
            state = load()
            if self.path == "/login":
                account = state["accounts"].get(form.get("account"))
                if not account or account["password"] != form.get("password"):
                    return self.refuse("unknown account or wrong password", 403)
                session["account"] = form["account"]
                return self.reply("", status=302, headers=[("Location", "/console")])
            if not session["account"]:
                return self.refuse("log in first", 403)
            try:
                said = self.act(state, state["accounts"][session["account"]], self.path.removeprefix("/console/"), form)
            except (KeyError, ValueError) as wrong:
                return self.refuse(f"that can't be done: {wrong}")
            store(state)
        self.reply(html.escape(said) + "\n")

    def act(self, state, account, action, form):
        if action == "order":
            with open(f"{FILES}/price-list.csv") as file:
                if not any(line.startswith(f'{form["sku"]},{form["region"]},') for line in file):
                    raise ValueError("there is no such product in that region")
            number = state["next"]
            state["next"] += 1
            account["orders"].append({"order": number, "sku": form["sku"], "region": form["region"],
                                      "quantity": int(form["quantity"]), "months": int(form["months"]),
                                      "owner": form["owner"], "state": "unpaid"})
            account["orders"].sort(key=lambda one: (one["sku"], one["order"]))
            return f"order {number}"
        if action in ("pay", "cancel"):
            one = next((one for one in account["orders"] if str(one["order"]) == form["order"]), None)
            if one is None or one["state"] != "unpaid":
                raise ValueError("there is no such unpaid order")
            one["state"] = "paid" if action == "pay" else "cancelled"
            return f'order {one["order"]}: {one["state"]}'
        if action == "release":
            if form["resource"] not in account["resources"]:
                raise ValueError("there is no such resource")
            account["resources"][form["resource"]] = "released"
            return "released"
        if action == "budget":
            account["budget"] = {"amount": float(form["amount"]), "percent": float(form["percent"]), "email": form["email"]}
            return "budget set"
        raise ValueError("there is no such form")

class Proctor(Page):
    """The answers and made-up consumption; on loopback only."""

    def do_GET(self):
        if self.path == "/answers.json":
            with open("/srv/console/answers.json") as file:
                return self.reply(file.read(), "application/json")
        return self.refuse("there is no such page", 404)

    def do_POST(self):
        form = self.form()
        with LOCK:
            state = load()
            account = state["accounts"].get(form.get("account"))
            if self.path == "/spend" and account:
                spend(account, form["note"], form["amount"])
            elif self.path == "/withdraw" and account:
                for kept in ("spent", "alerts"):
                    account[kept] = [one for one in account[kept] if not one["note"].startswith(form["note"])]
            else:
                return self.refuse("there is no such page", 404)
            store(state)
        self.give("done")

http.server.ThreadingHTTPServer.daemon_threads = True
proctor = http.server.ThreadingHTTPServer(("127.0.0.1", 8081), Proctor)
threading.Thread(target=proctor.serve_forever, daemon=True).start()
http.server.ThreadingHTTPServer(("", int(sys.argv[1])), Console).serve_forever()
END
[ -e state.json ] || python3 draw.py "$LABCHECK_PARAM_account" "$LABCHECK_PARAM_account_password" "$LABCHECK_PARAM_owner" \
  "$LABCHECK_PARAM_alert_email"
cat >/etc/systemd/system/console.service <<END
[Unit]
Description=The lab's cloud console
[Service]
ExecStart=/usr/bin/python3 /srv/console/console.py $LABCHECK_PARAM_console_port
Restart=always
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet console
systemctl restart console
