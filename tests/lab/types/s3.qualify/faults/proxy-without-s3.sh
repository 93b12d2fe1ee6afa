#!/bin/bash
# Swift speaks its own language only.
# on: swift
# breaks: 2.3.3
# checks: proxy-listed proxy-writes proxy-signature
sed -i 's/ s3api / /' /etc/swift/proxy-server.conf
systemctl restart swift-proxy
