#!/bin/bash
# The image has no label.
# on: app
# breaks: 2.1.4
# checks: image-built
cd /opt/site
sed -i '/^LABEL/d' Dockerfile
docker build --quiet -t "site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag" .
