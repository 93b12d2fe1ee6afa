#!/bin/bash
# The site is published on the next port.
# on: app
# breaks: 2.1.4
# checks: web-settings
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$((LABCHECK_PARAM_web_port + 1)):8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
