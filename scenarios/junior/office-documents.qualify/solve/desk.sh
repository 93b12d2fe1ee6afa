#!/bin/bash
# Solves the role desk: a rule for mail, two mails, a report by LibreOffice, an order in the shop, answers.
hub=$LABCHECK_HOST_hub_ADDRESS
folder=$LABCHECK_PARAM_folder
mkdir -p "$folder"
curl -sS --retry 90 --retry-connrefused --retry-delay 1 -o /dev/null "http://$hub:$LABCHECK_PARAM_shop_port/"

cat >/root/rule.sieve <<END
require ["fileinto", "mailbox", "copy"];
if header :contains "Subject" "[$LABCHECK_PARAM_owner]" {
  redirect :copy "wei@$LABCHECK_PARAM_domain";
  fileinto :create "project";
}
END
cat >/root/office.py <<'END'
import email, email.message, email.policy, hashlib, html, http.cookiejar, imaplib, json, re, smtplib, socket, subprocess, sys, time
import base64, csv, os, urllib.parse, urllib.request
hub, port, domain, me, password, owner, shop_password, folder = sys.argv[1:]

def put_rule(text):
    """ManageSieve: log in, put the rule, switch it on."""
    with socket.create_connection((hub, 4190), 30) as talk:
        lines = talk.makefile("rwb")
        def answer():
            while True:
                line = lines.readline()
                if not line or line.startswith((b"OK", b"NO", b"BYE")):
                    if not line.startswith(b"OK"):
                        raise SystemExit(f"the rule was not taken: {line}")
                    return
        def say(line):
            lines.write(line)
            lines.flush()
            answer()
        answer()
        secret = base64.b64encode(f"\0{me}\0{password}".encode()).decode()
        say(f'AUTHENTICATE "PLAIN" "{secret}"\r\n'.encode())
        say(b'PUTSCRIPT "office" {%d+}\r\n%s\r\n' % (len(text), text))
        say(b'SETACTIVE "office"\r\n')

put_rule(open("/root/rule.sieve", "rb").read())

# What has come in.
box = imaplib.IMAP4(hub)
box.login(me, password)
box.select("INBOX")
got = {}
for name, words in (("report", "Field report"), ("figures", "Figures and plan")):
    number = box.search(None, "SUBJECT", f'"{words}"')[1][0].split()[0]
    got[name] = email.message_from_bytes(box.fetch(number, "(BODY.PEEK[])")[1][0][1], policy=email.policy.default)
asked = got["report"].get_body().get_content()
word = re.search(r"the word (\w+)", asked)[1]
table = re.findall(r"^([\w ]+), (\d+), (\w+)\r?$", got["figures"].get_body().get_content(), re.M)
plan = next(got["figures"].iter_attachments())
template = next(got["report"].iter_attachments()).get_payload(decode=True)
with open("/root/template.odt", "wb") as file:
    file.write(template)
subprocess.run(["pandoc", "-t", "plain", "-o", "/root/template.txt", "/root/template.odt"], check=True)
form = re.search(r"Form (\S+)", open("/root/template.txt").read())[1]

# The report, by LibreOffice: headings, a table, and the same as PDF.
rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [("device", "count", "room"), *table])
with open("/root/report.html", "w") as file:
    file.write(f"""<html><head><meta charset="utf-8"><title>Field report</title></head><body><p>Form {form}, mark {owner}</p>
<h1>Purpose</h1><p>This report says what is set up at the new site, who does which part of it and what may go wrong. It is meant
for those who pay for the work and for those who come after us.</p>
<h1>Site and equipment</h1><p>The devices, how many of them there are and in which room they stand.</p><table border="1">{rows}</table>
<h1>Division of work</h1><p>Written by {me} (text and layout) and wei (figures and plan). Each of us has read the other's part.</p>
<h1>Risks</h1><p>Rooms may be locked, deliveries late; for both there is a day to spare. Power for the shelf is not yet there.</p>
<h1>Conclusion</h1><p>The site can be taken into use as planned once power is there.</p></body></html>""")
for target, source in (("docx:MS Word 2007 XML", "/root/report.html"), ("pdf:writer_pdf_Export", f"{folder}/report.docx")):
    subprocess.run(["soffice", "--headless", "--writer", *(["--infilter=HTML (StarWriter)"] if source.endswith("html") else []),
                    "--convert-to", target, "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

# The mails: an answer to the one who asked, the plan passed on, the report to both.
def send(to, subject, text, name=None, content=b"", answers=None):
    made = email.message.EmailMessage(email.policy.SMTP)
    made["From"], made["To"], made["Subject"] = f"{me}@{domain}", ", ".join(f"{one}@{domain}" for one in to), subject
    if answers:
        made["In-Reply-To"] = made["References"] = answers
    made.set_content(text)
    if name:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    with smtplib.SMTP(hub, 587, "desk.local", timeout=60) as post:
        post.login(me, password)
        post.send_message(made)

send(["qiao", "wei"], f"Re: Field report [{owner}]", f"I have it. The word is {word}.\n", answers=got["report"]["Message-ID"])
send(["qiao"], f"The plan [{owner}]", "As Wei asked.\n", plan.get_filename(), plan.get_payload(decode=True))
with open(f"{folder}/report.pdf", "rb") as file:
    send(["qiao", "wei"], f"The report [{owner}]", "Here it is.\n", "report.pdf", file.read())

# The shop.
web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
base = f"http://{hub}:{port}"
def page(path, **fields):
    data = urllib.parse.urlencode(fields).encode() if fields else None
    with web.open(base + path, data, timeout=30) as reply:
        return html.unescape(reply.read().decode())
ticket = lambda text: re.search(r'name="ticket" value="(\w+)"', text)[1]
mail = f"{me}@{domain}"
try:
    page("/register", ticket=ticket(page("/register")), email=mail, password=shop_password, name=owner)
except urllib.error.HTTPError:
    pass  # it is there already
for _ in range(60):
    box.select("INBOX")
    found = box.search(None, "FROM", '"shop@shop.example"')[1][0].split()
    if found:
        break
    time.sleep(1)
letter = email.message_from_bytes(box.fetch(found[0], "(BODY.PEEK[])")[1][0][1], policy=email.policy.default)
page("/confirm?code=" + re.search(r"code=(\w+)", letter.get_content())[1])
page("/login", ticket=ticket(page("/login")), email=mail, password=shop_password)
need = int(os.environ["LABCHECK_NEED"])
found = re.findall(r"/product/([\w-]+)\">switch \S+ (\d+) ports, with PoE, (\d+) kg, price ([\d.]+), stock (\d+)", page("/search?q=switch+with+PoE"))
best = min((one for one in found if int(one[1]) >= 24 and int(one[4]) >= need), key=lambda one: float(one[3]))
sku, kilos = best[0], int(best[2]) * need
if not json.loads(page("/account/orders.json")):
    mark = ticket(page("/account"))
    number = page("/order", ticket=mark, sku=sku, quantity=need, receiver=owner).split()[1].rstrip(":")
    page("/pay", ticket=mark, order=number)
warranty = re.search(r"warranty (\d+) months", page(f"/product/{sku}"))[1]
basic, each = map(float, re.findall(r"(\d+\.\d\d)", page("/help/freight")))
article, = (one for one, place in re.findall(r'(/article/\d+)">([\w ]+) data centre', page("/search?q=Teal+Bridge")) if place == "Teal Bridge")
year = re.search(r"opened in (\d+)", page(article))[1]
with open(f"{folder}/answers.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerows([["question", "answer", "url"], ["Q1", warranty, f"{base}/product/{sku}"],
                   ["Q2", f"{basic + each * kilos:.2f}", f"{base}/help/freight"], ["Q3", year, base + article]])
END
LABCHECK_NEED=$LABCHECK_PARAM_pieces python3 /root/office.py "$hub" "$LABCHECK_PARAM_shop_port" "$LABCHECK_PARAM_domain" \
  "$LABCHECK_PARAM_mail_user" "$LABCHECK_PARAM_mail_password" "$LABCHECK_PARAM_owner" "$LABCHECK_PARAM_shop_password" "$folder"
