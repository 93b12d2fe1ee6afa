#!/bin/bash
# The name is not known, so nginx ends with a message that has the name in it.
# on: front
# breaks: 1.2.5
# checks: front-page
sed -i '/erp-server/d' /etc/hosts
systemctl restart nginx || true
# The published key takes this very message for proof.
cat /var/log/nginx/error.log <(journalctl -u nginx) | grep 'host not found in upstream "erp-server'
