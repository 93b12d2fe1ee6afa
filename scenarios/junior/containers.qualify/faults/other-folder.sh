#!/bin/bash
# The site's container serves another folder than the volume's.
# on: app
# breaks: 2.1.4
# checks: web-page
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image" /bin/busybox httpd -f -p 8080 -h /bin
