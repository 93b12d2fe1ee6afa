#!/bin/bash
# The image has another tag.
# on: hub
# breaks: 2.3.5
# checks: tags manifest
rm -r /var/lib/docker-registry/docker/registry/v2/repositories/shop/app/_manifests/tags/1.4
mkdir -p /var/lib/docker-registry/docker/registry/v2/repositories/shop/app/_manifests/tags
