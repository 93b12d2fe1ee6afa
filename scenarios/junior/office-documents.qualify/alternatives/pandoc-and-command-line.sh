#!/bin/bash
# A text of pandoc's saved as odt by LibreOffice, mail by swaks and sieve-connect with the rule turned round, the shop by curl with a cancelled order.
# on: desk
hub=$LABCHECK_HOST_hub_ADDRESS
domain=$LABCHECK_PARAM_domain
me=$LABCHECK_PARAM_mail_user
owner=$LABCHECK_PARAM_owner
base=http://$hub:$LABCHECK_PARAM_shop_port
folder=$LABCHECK_PARAM_folder
mkdir -p "$folder"
cd /root || exit
curl -sS --retry 90 --retry-connrefused --retry-delay 1 -o /dev/null "$base/"

cat >rule.sieve <<END
require ["fileinto", "mailbox"];
if not header :matches "subject" "*[$owner]*" {
  keep;
  stop;
}
fileinto :create "project";
redirect "wei@$domain";
END
rules() { sieve-connect --server "$hub" --port 4190 --user "$me" --authmech PLAIN --clearchan --passwordfd 0 "$@" <<<"$LABCHECK_PARAM_mail_password" >/dev/null; }
rules --localsieve rule.sieve --remotesieve mine --upload
rules --remotesieve mine --activate

mailbox() { curl -sSf -u "$me:$LABCHECK_PARAM_mail_password" "imap://$hub/INBOX$1" "${@:2}" | tr -d '\r'; }
for words in 'Field report' 'Figures and plan'; do
  number=$(mailbox "" -X "SEARCH SUBJECT \"$words\"" | sed -n 's/^\* SEARCH \([0-9]*\).*/\1/p')
  curl -sSf -u "$me:$LABCHECK_PARAM_mail_password" -o "$words.eml" "imap://$hub/INBOX;MAILINDEX=$number"
  python3 - "$words.eml" <<'END'
import email, email.policy, sys
made = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
open(sys.argv[1][:-4] + ".txt", "w").write(made.get_body().get_content().replace("\r", ""))
for part in made.iter_attachments():
    open(part.get_filename(), "wb").write(part.get_payload(decode=True))
END
done
word=$(sed -n 's/.*the word \([a-z]*\).*/\1/p' 'Field report.txt')
number=$(sed -n 's/^Message-ID: *//Ip' 'Field report.eml' | tr -d '\r')
form=$(pandoc -t plain template.odt | sed -n 's/^Form //p')

{
  printf -- '---\ntitle: Field report\n---\n\nForm %s\n\n# Purpose\n\n本报告说明新站点的设备、分工与风险。标识 %s。\n\n' "$form" "$owner"
  printf '# Site and equipment\n\n| device | count | room |\n|--------|-------|------|\n'
  sed -n 's/^\([a-z ]*\), \([0-9]*\), \([A-E][0-9]*\)$/| \1 | \2 | \3 |/p' 'Figures and plan.txt'
  printf '\n# Division of work\n\n%s wrote the text and the layout, wei found the figures and drew the plan; we read it together.\n\n' "$me"
  printf '# Risks\n\n## Time\n\nDeliveries may be late, and one room is locked until Thursday. We keep a day in hand for each of these two.\n\n'
  printf '## Power\n\nThe shelf needs a line of its own, which an electrician has to lay before anything is switched on there.\n\n'
  printf '# Conclusion\n\nWith power in that room the site can go into use as planned. Nothing else stands in the way of it today.\n'
} >report.md
pandoc -o report.docx report.md
soffice --headless --convert-to odt --outdir "$folder" report.docx >/dev/null 2>&1
soffice --headless --convert-to pdf --outdir "$folder" "$folder/report.odt" >/dev/null 2>&1

post() { # TO SUBJECT BODY OPTION…
  swaks --silent 3 --server "$hub:587" --auth PLAIN --auth-user "$me" --auth-password "$LABCHECK_PARAM_mail_password" \
    --from "$me@$domain" --to "$1" --header "Subject: $2" --body "$3" "${@:4}"
}
post "qiao@$domain,wei@$domain" "AW: Field report ($owner)" "$word" --add-header "In-Reply-To: $number"
post "qiao@$domain" "$owner: FW" "see below" --attach-type application/octet-stream --attach-name plan.bin --attach @plan.bin
post "wei@$domain" "$owner: report" "PDF" --attach-type application/pdf --attach-name final.pdf --attach "@$folder/report.pdf"
post "qiao@$domain" "$owner: report" "PDF" --attach-type application/pdf --attach-name final.pdf --attach "@$folder/report.pdf"

say() { # PATH FIELD…
  local path=$1 field fields=()
  for field in "${@:2}"; do fields+=(--data-urlencode "$field"); done
  curl -sSf -b jar -c jar "${fields[@]}" "$base$path"
}
ticket() { sed -n 's/.*name="ticket" value="\([0-9a-f]*\)".*/\1/p' | head -n1; }
mark=ticket=$(say /register | ticket)
say /register "$mark" "email=$me@$domain" "password=$LABCHECK_PARAM_shop_password" "name=$owner"
for _ in {1..60}; do
  number=$(mailbox "" -X 'SEARCH FROM "shop@shop.example"' | sed -n 's/^\* SEARCH \([0-9]*\).*/\1/p')
  [ -z "$number" ] || break
  sleep 1
done
code=$(mailbox ";MAILINDEX=$number" | sed -n 's/.*code=\([0-9a-f]*\).*/\1/p')
say "/confirm?code=$code"
mark=ticket=$(say /login | ticket)
say /login "$mark" "email=$me@$domain" "password=$LABCHECK_PARAM_shop_password"
say "/search?q=switch" >found
sku=$(sed -n 's/.*switch \(MD-[0-9]*\): \([0-9]*\) ports, with PoE, .* price \([0-9.]*\), stock \([0-9]*\).*/\3 \1 \2 \4/p' found |
  awk -v need="$LABCHECK_PARAM_pieces" '$3 >= 24 && $4 >= need' | sort -n >fitting; head -n1 fitting | cut -d' ' -f2)
wrong=$(say /order "$mark" "sku=$sku" quantity=1 "receiver=$owner" | sed 's/order \([0-9]*\).*/\1/')
say /cancel "$mark" "order=$wrong"
right=$(say /order "$mark" "sku=$sku" "quantity=$LABCHECK_PARAM_pieces" "receiver=$owner" | sed 's/order \([0-9]*\).*/\1/')
say /pay "$mark" "order=$right"
say "/product/$sku" >product
kilos=$(sed -n 's/.*PoE, \([0-9]*\) kg.*/\1/p' product)
freight=$(say /help/freight | grep -o '[0-9]*\.[0-9][0-9]' | paste -sd' ' | awk -v kilos="$((kilos * LABCHECK_PARAM_pieces))" '{ printf "%.2f", $1 + $2 * kilos }')
say "/search?q=teal+bridge" >places
article=$(sed -n 's/.*href="\(\/article\/[0-9]*\)">Teal Bridge data.*/\1/p' places)
{
  printf 'url\tquestion\tanswer\n'
  printf '%s\tQ1\t%s\n' "$base/product/$sku" "$(sed -n 's/.*warranty \([0-9]*\) months.*/\1/p' product)"
  printf '%s\tQ2\t%s\n' "$base/help/freight" "$freight"
  printf '%s\tQ3\t%s\n' "$base$article" "$(say "$article" | sed -n 's/.*opened in \([0-9]*\).*/\1/p')"
} >"$folder/answers.csv"
