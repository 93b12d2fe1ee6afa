#!/bin/bash
# The worker is published too.
# on: app
# breaks: 2.1.4
# checks: net-names
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "worker-$team"
docker run -d --name "worker-$team" --network "net-$team" -p 9999:8080 --restart always "$image"
