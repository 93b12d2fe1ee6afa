#!/bin/bash
# The third answer is of a place of a similar name.
# on: desk
# breaks: 1.1.5
# checks: search-answers
base=http://$LABCHECK_HOST_hub_ADDRESS:$LABCHECK_PARAM_shop_port
curl -sSf "$base/search?q=old+teal+bridge" >/root/found
article=$(sed -n 's/.*href="\(\/article\/[0-9]*\)".*/\1/p' /root/found | head -n1)
curl -sSf "$base$article" >/root/page
year=$(sed -n 's/.*opened in \([0-9]*\).*/\1/p' /root/page)
sed -i "s#^Q3,.*#Q3,$year,$base$article#" "$LABCHECK_PARAM_folder/answers.csv"
