#!/bin/bash
# The site is published on the server's loopback address only.
# on: app
# breaks: 2.1.4
# checks: web-page
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team"
docker run -d --name "web-$team" --network "net-$team" -p "127.0.0.1:$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
