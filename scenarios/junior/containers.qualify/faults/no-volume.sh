#!/bin/bash
# The site's pages are lost with the container.
# on: app
# breaks: 2.1.4
# checks: web-volume
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
