#!/bin/bash
# The stored manifest was changed by hand.
# on: hub
# breaks: 2.3.5
# checks: manifest
link=$(cat /var/lib/docker-registry/docker/registry/v2/repositories/shop/app/_manifests/tags/1.4/current/link)
hash=${link#sha256:}
sed -i "s/amd64/arm64/; s/\"schemaVersion\":2/\"schemaVersion\": 2/" "/var/lib/docker-registry/docker/registry/v2/blobs/sha256/${hash:0:2}/$hash/data"
