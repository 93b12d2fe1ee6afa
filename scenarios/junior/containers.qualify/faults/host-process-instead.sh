#!/bin/bash
# The site's container is stopped; a program of the server itself serves the volume on the port.
# on: app
# breaks: 2.1.4
# checks: web-container
team=$LABCHECK_PARAM_team
docker stop "web-$team"
systemd-run --unit site-server /bin/busybox httpd -f -p "$LABCHECK_PARAM_web_port" \
  -h "$(docker volume inspect -f '{{.Mountpoint}}' "data-$team")"
