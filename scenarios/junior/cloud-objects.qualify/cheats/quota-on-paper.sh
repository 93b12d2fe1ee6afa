#!/bin/bash
# The container says its quota; the proxy has been told to look at none.
# on: store
# breaks: 2.3.3
# checks: store-quota
sed -i '/^pipeline = /s/ container_quotas / /' /etc/swift/proxy-server.conf
systemctl restart swift-proxy
for _ in $(seq 60); do
  curl --silent --fail --output /dev/null "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/healthcheck" && break
  sleep 1
done
