#!/bin/bash
# The reader administers the account.
# on: store
# breaks: 2.3.3
# checks: store-private store-public
sed -i '/^user_.*_reader = /s/$/ .admin/' /etc/swift/proxy-server.conf
systemctl restart swift-proxy
for _ in $(seq 60); do
  curl --silent --fail --output /dev/null "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/healthcheck" && break
  sleep 1
done
