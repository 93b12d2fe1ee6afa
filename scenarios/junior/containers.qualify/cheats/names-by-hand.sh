#!/bin/bash
# The containers share the default network; their names are written into their hosts files.
# on: app
# breaks: 2.1.4
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team" "worker-$team"
docker run -d --name "web-$team" --add-host "worker-$team:172.17.0.3" -p "$LABCHECK_PARAM_web_port:8080" \
  -v "data-$team:/www" --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
docker run -d --name "worker-$team" --add-host "web-$team:172.17.0.2" --restart always "$image"
