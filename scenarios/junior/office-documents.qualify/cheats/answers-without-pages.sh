#!/bin/bash
# The answers name no page that says so.
# on: desk
# breaks: 1.1.5
sed -i "2,\$s#http.*#http://$LABCHECK_HOST_hub_ADDRESS:$LABCHECK_PARAM_shop_port/#" "$LABCHECK_PARAM_folder/answers.csv"
