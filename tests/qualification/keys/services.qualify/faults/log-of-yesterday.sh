#!/bin/bash
# The log has old requests; nothing is logged any more.
# on: erp
# breaks: 1.2.4
# checks: log-grows
curl -s -o /dev/null "http://127.0.0.1:$LABCHECK_PARAM_erp_port/orders"
sed -i 's/access_log .*/access_log off;/' /etc/nginx/conf.d/erp.conf
systemctl reload nginx
# The published key looks for such lines in the whole log.
grep 'GET /orders' /var/log/erp/access.log
