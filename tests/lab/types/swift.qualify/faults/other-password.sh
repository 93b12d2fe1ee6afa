#!/bin/bash
# Li's password is another one.
# on: store
# breaks: 2.3.3
# checks: containers listed none container readable login writes
sed -i 's/li-secret/another-secret/' /etc/swift/proxy-server.conf
systemctl restart swift-proxy
for _ in $(seq 60); do curl --silent --fail --output /dev/null http://127.0.0.1:8080/healthcheck && break; sleep 1; done
