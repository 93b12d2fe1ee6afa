#!/bin/bash
# The site's container can't write into its volume.
# on: app
# breaks: 2.1.4
# checks: web-volume
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www:ro" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
