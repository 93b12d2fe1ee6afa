#!/bin/bash
# The image was built anew, but the site still runs on the older one.
# on: app
# breaks: 2.1.4
# checks: web-container
cd /opt/site
echo 'ENV BUILT=again' >>Dockerfile
docker build --quiet -t "site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag" .
