#!/bin/bash
# The site's container ends again and again and is started again and again.
# on: app
# breaks: 2.1.4
# checks: web-container
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image" /bin/busybox sleep 1
