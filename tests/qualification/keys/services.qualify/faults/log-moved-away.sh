#!/bin/bash
# The log was moved aside and nginx still writes into the old file.
# on: erp
# breaks: 1.2.4
# checks: log-grows
curl -s -o /dev/null "http://127.0.0.1:$LABCHECK_PARAM_erp_port/orders"
cp /var/log/erp/access.log /var/log/erp/new
mv /var/log/erp/access.log /var/log/erp/access.log.1
mv /var/log/erp/new /var/log/erp/access.log
# The published key looks for such lines in the whole log.
grep 'GET /orders' /var/log/erp/access.log
