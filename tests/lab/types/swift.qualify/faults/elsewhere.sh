#!/bin/bash
# The login leads to an address that is none of the lab's.
# on: store
# breaks: 2.3.3
# checks: containers listed none container readable shared writes
sed -i 's/^\(user_exam_.*\)$/\1 http:\/\/203.0.113.9:8080\/v1\/AUTH_exam/' /etc/swift/proxy-server.conf
systemctl restart swift-proxy
for _ in $(seq 60); do curl --silent --fail --output /dev/null http://127.0.0.1:8080/healthcheck && break; sleep 1; done
