#!/bin/bash
# The proctor's part: a mail server (Postfix, Dovecot with rules by ManageSieve) with the mails that the exercise starts
# from, and a shop with a search page. What is in them is drawn for this candidate. A port on loopback is for the proctor
# alone: the answers. Nothing here is the candidate's work, and a second run changes nothing.
domain=$LABCHECK_PARAM_domain
me=$LABCHECK_PARAM_mail_user
mkdir -p /srv/mail /srv/hub
getent passwd vmail >/dev/null || useradd -r -d /srv/mail vmail
chown vmail: /srv/mail
cd /srv/hub || exit

# Mail.
[ -e passwords ] || for user in "$me" wei qiao; do
  word=$LABCHECK_PARAM_mail_password
  [ "$user" = "$me" ] || word=$(openssl rand -hex 8)
  echo "$user:{PLAIN}$word:$(id -u vmail):$(id -g vmail)::/srv/mail/$user"
done >passwords
cat >/etc/postfix/main.cf <<CONF
compatibility_level = 3.6
myhostname = hub.$domain
mydestination = localhost
mynetworks = 127.0.0.0/8
inet_interfaces = all
inet_protocols = ipv4
smtpd_peername_lookup = no
virtual_mailbox_domains = $domain
virtual_mailbox_maps = inline:{ $me@$domain=$me, wei@$domain=wei, qiao@$domain=qiao }
virtual_transport = lmtp:unix:private/dovecot-lmtp
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_authenticated_header = yes
smtpd_sender_login_maps = inline:{ $me@$domain=$me, wei@$domain=wei, qiao@$domain=qiao }
smtpd_sender_restrictions = permit_mynetworks, reject_sender_login_mismatch
CONF
sed -i 's/^smtp\( *inet .*\) y \(.*\)/smtp\1 n \2/' /etc/postfix/master.cf
postconf -M submission/inet="submission inet n - n - - smtpd"
postconf -P submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_sender_restrictions=reject_sender_login_mismatch \
  submission/inet/smtpd_recipient_restrictions=permit_sasl_authenticated,reject
cat >/etc/dovecot/dovecot.conf <<CONF
protocols = imap lmtp sieve
ssl = no
disable_plaintext_auth = no
first_valid_uid = 100
first_valid_gid = 100
mail_location = maildir:~/mail
postmaster_address = postmaster@$domain
auth_username_format = %n
passdb {
  driver = passwd-file
  args = /srv/hub/passwords
}
userdb {
  driver = passwd-file
  args = /srv/hub/passwords
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0666
  }
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    mode = 0666
  }
}
protocol lmtp {
  mail_plugins = sieve
}
plugin {
  sieve = file:~/sieve;active=~/.dovecot.sieve
}
CONF
chmod 644 passwords
systemctl enable --quiet dovecot postfix
systemctl restart dovecot postfix

# What is drawn, and the mails that the exercise starts from.
cat >draw.py <<'END'
import email.message, email.policy, email.utils, hashlib, json, os, random, subprocess, sys
me, domain, pieces = sys.argv[1:]
draw = random.SystemRandom()
word = "".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(5))
form = f"MLD-{draw.randrange(100000, 999999)}"
devices = draw.sample(["access switch", "border router", "firewall", "wireless bridge", "storage shelf", "console server",
                       "patch panel", "power unit"], 4)
table = [[device, str(draw.randrange(2, 60)), f"{draw.choice('ABCDE')}{draw.randrange(100, 499)}"] for device in devices]

# A template in the words of a word processor, with a number of its own.
with open("template.md", "w") as file:
    file.write(f"---\ntitle: Field report\n---\n\nForm {form}\n\n" +
               "".join(f"# {name}\n\n…\n\n" for name in ("Purpose", "Site and equipment", "Division of work", "Risks", "Conclusion")))
subprocess.run(["pandoc", "-o", "template.odt", "template.md"], check=True)
plan = os.urandom(draw.randrange(2500, 4000))
ids = {name: f"<{name}.{draw.randrange(10**9)}@{domain}>" for name in ("report", "figures")}

def mail(sender, subject, number, text, name, content):
    made = email.message.EmailMessage(email.policy.SMTP)
    made["From"], made["To"], made["Subject"], made["Message-ID"] = f"{sender}@{domain}", f"{me}@{domain}", subject, number
    made["Date"] = email.utils.formatdate()
    made.set_content(text)
    made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    subprocess.run(["doveadm", "save", "-u", me], input=made.as_bytes(), check=True)

with open("template.odt", "rb") as file:
    mail("qiao", "Field report", ids["report"], "Please write the report with the attached template, together with Wei.\n"
         f"Tell both of us that you have it, in a reply to this mail, with the word {word} in it.\n\nQiao\n", "template.odt", file.read())
mail("wei", "Figures and plan", ids["figures"], "These are the devices (device, count, room):\n\n" +
     "".join(f"{device}, {count}, {room}\n" for device, count, room in table) +
     "\nAnd please send the attached plan on to Qiao, exactly as it is.\n\nWei\n", "plan.bin", plan)

# The shop's goods: one switch of many is the right one, and pages with facts, some of them much alike.
goods = []
for at in range(48):
    kind = ("switch", "router", "access point")[at % 3]
    goods.append({"sku": f"MD-{draw.randrange(1000, 9999)}{at:02}", "kind": kind, "ports": draw.choice([8, 16, 24, 48]),
                  "poe": draw.choice([True, False]), "stock": draw.choice([0, 2, 5, 20, 40]), "weight_kg": draw.randrange(1, 6),
                  "warranty_months": draw.choice([12, 24, 36, 60]), "cents": draw.randrange(9000, 90000) // 10 * 10 + draw.randrange(1, 10)})
need = int(pieces)
fits = lambda one: one["kind"] == "switch" and one["ports"] >= 24 and one["poe"] and one["stock"] >= need
for at in range(0, 9, 3):  # some that fit in any case
    goods[at].update(ports=24 if at else 48, poe=True, stock=20)
goods[9].update(ports=24, poe=True, stock=0, cents=8111)      # cheap, and sold out
goods[12].update(ports=24, poe=False, stock=40, cents=8222)   # cheap, and without power
best = min(filter(fits, goods), key=lambda one: one["cents"])
freight = {"basic": draw.randrange(500, 900), "each_kg": draw.randrange(50, 200)}
kilos = best["weight_kg"] * need
years = draw.sample(range(1998, 2024), 6)
places = ["Teal Bridge", "Old Teal Bridge", "Teal Harbour", "Gull Bridge", "New Gull Harbour", "Eider Lock"]
articles = [{"id": number, "place": place, "year": year, "rooms": draw.randrange(3, 90)}
            for number, place, year in zip(draw.sample(range(100, 999), 6), places, years)]
wanted = articles[0]
money = lambda cents: f"{cents / 100:.2f}"
with open("goods.json", "w") as file:
    json.dump({"goods": goods, "freight": freight, "articles": articles, "need": need}, file)
freight_cost = freight["basic"] + freight["each_kg"] * kilos
passwords = dict(line.split(":{PLAIN}") for line in open("passwords"))
answers = {"word": word, "form": form, "table": table, "reply_to": ids["report"], "plan": hashlib.sha256(plan).hexdigest(),
           "wei": passwords["wei"].split(":")[0], "qiao": passwords["qiao"].split(":")[0],
           "sku": best["sku"], "quantity": need, "total": money(best["cents"] * need + freight_cost),
           "warranty": str(best["warranty_months"]), "freight": money(freight_cost),
           "year": str(wanted["year"]), "article": f"/article/{wanted['id']}"}
with open("shop.json", "w") as file:
    json.dump({"accounts": {"neighbour@" + domain: {"name": "neighbour", "password": "neighbour-pw", "code": "", "confirmed": True,
                                                     "orders": []}}, "next": 5001}, file)
with open("answers.new", "w") as file:
    json.dump(answers, file)
os.rename("answers.new", "answers.json")
END
[ -e answers.json ] || python3 draw.py "$me" "$domain" "$LABCHECK_PARAM_pieces"

cat >shop.py <<'END'
"""A shop for exercises: what is bought here is never delivered. It searches goods and pages, and confirms accounts by mail."""
import email, email.policy, glob, hashlib, html, http.server, json, os, re, secrets, subprocess, sys, threading, urllib.parse
PORT, DOMAIN, ME = int(sys.argv[1]), sys.argv[2], sys.argv[3]
LOCK, SESSIONS = threading.RLock(), {}
with open("/srv/hub/goods.json") as file:
    SHELF = json.load(file)
money = lambda cents: f"{cents / 100:.2f}"

def load():
    with open("/srv/hub/shop.json") as file:
        return json.load(file)

def store(state):
    with open("/srv/hub/shop.new", "w") as file:
        json.dump(state, file, indent=1)
    os.rename("/srv/hub/shop.new", "/srv/hub/shop.json")

def about(one):
    return (f'{one["kind"]} {one["sku"]}: {one["ports"]} ports, {"with" if one["poe"] else "without"} PoE, {one["weight_kg"]} kg, '
            f'price {money(one["cents"])}, stock {one["stock"]}')

def told(one):
    return f'The {one["place"]} data centre has {one["rooms"]} rooms and was opened in {one["year"]}.'

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

    def refuse(self, why, status=400):
        self.reply(f"<p>{html.escape(why)}</p>\n", status=status)

class Shop(Page):
    def session(self):
        for word in (self.headers.get("Cookie") or "").split(";"):
            if word.strip().startswith("shop="):
                return SESSIONS.get(word.strip()[5:])
        return None

    def form(self, session, action, fields):
        return (f'<form method="post" action="/{action}"><input type="hidden" name="ticket" value="{session["ticket"]}">' +
                "".join(f'{one} <input name="{one}"> ' for one in fields) + f"<button>{action}</button></form>")

    def do_GET(self):
        split = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(split.query))
        session = self.session()
        if split.path == "/":
            return self.reply('<h1>Mallard supplies</h1><form action="/search"><input name="q"><button>search</button></form>'
                              '<a href="/register">register</a> <a href="/login">log in</a> <a href="/help/freight">freight</a>\n')
        if split.path == "/search":
            words = asked.get("q", "").lower().split()
            found = [f'<li><a href="/product/{one["sku"]}">{html.escape(about(one))}</a></li>' for one in SHELF["goods"]
                     if words and all(word in about(one).lower() for word in words)]
            found += [f'<li><a href="/article/{one["id"]}">{html.escape(one["place"])} data centre</a></li>' for one in SHELF["articles"]
                      if words and all(word in told(one).lower() for word in words)]
            return self.reply(f"<p>{len(found)} found</p><ul>{chr(10).join(found)}</ul>\n")
        one = next((one for one in SHELF["goods"] if split.path == "/product/" + one["sku"]), None)
        if one:
            return self.reply(f'<h1>{one["sku"]}</h1><p>{html.escape(about(one))}</p><p>warranty {one["warranty_months"]} months</p>\n')
        one = next((one for one in SHELF["articles"] if split.path == f'/article/{one["id"]}'), None)
        if one:
            return self.reply(f'<h1>{one["place"]}</h1><p>{told(one)}</p>\n')
        if split.path == "/help/freight":
            freight = SHELF["freight"]
            return self.reply(f'<p>An order costs {money(freight["basic"])} of freight, and {money(freight["each_kg"])} more for each kg '
                              "of all its goods.</p>\n")
        if split.path in ("/register", "/login"):
            key = secrets.token_hex(16)
            session = SESSIONS[key] = {"email": None, "ticket": secrets.token_hex(8)}
            fields = ["email", "password"] + (["name"] if split.path == "/register" else [])
            return self.reply(self.form(session, split.path[1:], fields) + "\n", headers=[("Set-Cookie", f"shop={key}; Path=/; HttpOnly")])
        with LOCK:
            state = load()
            if split.path == "/confirm":
                for account in state["accounts"].values():
                    if asked.get("code") and account["code"] == asked["code"]:
                        account["confirmed"] = True
                        store(state)
                        return self.reply("<p>thank you</p>\n")
                return self.refuse("that code is unknown", 404)
        account = state["accounts"].get(session["email"]) if session else None
        if not split.path.startswith("/account"):
            return self.refuse("there is no such page", 404)
        if not account:
            return self.reply("", status=302, headers=[("Location", "/login")])
        if split.path == "/account.json":
            return self.give({"email": session["email"], "name": account["name"], "confirmed": account["confirmed"]})
        if split.path == "/account/orders.json":
            return self.give(account["orders"])
        return self.reply(f'<h1>{html.escape(account["name"])}</h1>' + self.form(session, "order", ["sku", "quantity", "receiver"]) +
                          self.form(session, "pay", ["order"]) + self.form(session, "cancel", ["order"]) +
                          '<a href="/account/orders.json">orders</a>\n')

    def do_POST(self):
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form, session = {key: value.strip() for key, value in urllib.parse.parse_qsl(text)}, self.session()
        if not session or form.get("ticket") != session["ticket"]:
            return self.refuse("open the page first, and send its form's ticket", 403)
        with LOCK:
            state = load()
            try:
                said = self.act(state, session, self.path, form)
            except (KeyError, ValueError) as wrong:
                return self.refuse(f"that can't be done: {wrong}", 403 if self.path == "/login" else 400)
            store(state)
        if self.path == "/login":
            return self.reply("", status=302, headers=[("Location", "/account")])
        self.reply(html.escape(said) + "\n")

    def act(self, state, session, path, form):
        if path == "/register":
            if form["email"] in state["accounts"] or not form["password"]:
                raise ValueError("there is such an account already")
            code = secrets.token_hex(12)
            state["accounts"][form["email"]] = {"name": form["name"], "password": form["password"], "code": code, "confirmed": False,
                                                "orders": []}
            letter = (f"From: shop@shop.example\nTo: {form['email']}\nSubject: Your account at Mallard supplies\n\n"
                      f"Please confirm it: http://{self.headers.get('Host')}/confirm?code={code}\n")
            subprocess.run(["/usr/sbin/sendmail", "-f", "shop@shop.example", "--", form["email"]], input=letter.encode(), check=False)
            return "look into your mail"
        if path == "/login":
            account = state["accounts"].get(form["email"])
            if not account or account["password"] != form["password"] or not account["confirmed"]:
                raise ValueError("unknown, not confirmed, or a wrong password")
            session["email"] = form["email"]
            return "welcome"
        account = state["accounts"].get(session["email"])
        if not account:
            raise ValueError("log in first")
        if path == "/order":
            one = next((one for one in SHELF["goods"] if one["sku"] == form["sku"]), None)
            quantity = int(form["quantity"])
            if one is None or not 0 < quantity <= one["stock"]:
                raise ValueError("not on the shelf")
            total = quantity * one["cents"] + SHELF["freight"]["basic"] + SHELF["freight"]["each_kg"] * one["weight_kg"] * quantity
            account["orders"].append({"order": state["next"], "sku": one["sku"], "quantity": quantity, "receiver": form["receiver"],
                                      "total": money(total), "state": "unpaid"})
            state["next"] += 1
            return f'order {state["next"] - 1}: {money(total)}'
        if path in ("/pay", "/cancel"):
            one = next((one for one in account["orders"] if str(one["order"]) == form["order"] and one["state"] == "unpaid"), None)
            if one is None:
                raise ValueError("there is no such unpaid order")
            one["state"] = "paid" if path == "/pay" else "cancelled"
            return one["state"]
        raise ValueError("there is no such form")

def mails(user):
    """What lies in a mailbox: who sent it (as the server knows it), and the digests of what is attached."""
    made = []
    for path in sorted(glob.glob(f"/srv/mail/{user}/mail/new/*") + glob.glob(f"/srv/mail/{user}/mail/cur/*")):
        with open(path, "rb") as file:
            one = email.message_from_binary_file(file, policy=email.policy.default)
        known = re.search(r"Authenticated sender: (\w+)", " ".join(one.get_all("Received", [])))
        made.append({"login": known[1] if known else "", "subject": str(one["Subject"]), "attachments": [
            hashlib.sha256(part.get_payload(decode=True) or b"").hexdigest() for part in one.walk() if part.get_filename()]})
    return made

class Proctor(Page):
    """The answers, and what colleagues have in their mailboxes; on loopback only."""

    def do_GET(self):
        if self.path == "/answers.json":
            with open("/srv/hub/answers.json") as file:
                return self.reply(file.read(), "application/json")
        if self.path == "/mails.json":
            return self.give({user: mails(user) for user in ("wei", "qiao")})
        return self.refuse("there is no such page", 404)

http.server.ThreadingHTTPServer.daemon_threads = True
threading.Thread(target=http.server.ThreadingHTTPServer(("127.0.0.1", 8081), Proctor).serve_forever, daemon=True).start()
http.server.ThreadingHTTPServer(("", PORT), Shop).serve_forever()
END
cat >/etc/systemd/system/shop.service <<END
[Unit]
Description=The lab's shop
[Service]
ExecStart=/usr/bin/python3 /srv/hub/shop.py $LABCHECK_PARAM_shop_port $domain $me
Restart=always
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet shop
systemctl restart shop
