#!/bin/bash
# Both containers are on the default network, where names are unknown.
# on: app
# breaks: 2.1.4
# checks: net-names
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team" "worker-$team"
docker run -d --name "web-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
docker run -d --name "worker-$team" --restart always "$image"
