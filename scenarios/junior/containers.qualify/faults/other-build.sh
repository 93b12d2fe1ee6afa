#!/bin/bash
# The image, and all that was made from it, holds another build number.
# on: app
# breaks: 2.1.4
# checks: image-serves
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
cd /opt/site
echo 12345 >version.txt
docker build --quiet -t "$image" .
docker rm -f "web-$team" "worker-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
docker run -d --name "worker-$team" --network "net-$team" --restart always "$image"
