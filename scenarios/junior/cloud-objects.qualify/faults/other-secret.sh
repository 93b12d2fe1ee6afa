#!/bin/bash
# The reader's secret is another one.
# on: store
# breaks: 2.3.3
# checks: store-secrets store-private
sed -i 's/^\(user_.*_reader = \).*/\1another-secret/' /etc/swift/proxy-server.conf
systemctl restart swift-proxy
for _ in $(seq 60); do
  curl --silent --fail --output /dev/null "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/healthcheck" && break
  sleep 1
done
