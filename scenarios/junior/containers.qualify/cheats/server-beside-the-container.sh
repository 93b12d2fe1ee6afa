#!/bin/bash
# A container of the right name and settings sleeps; the server itself serves the volume, and packets to the port are led there.
# on: app
# breaks: 2.1.4
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
docker rm -f "web-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image" /bin/busybox sleep 1000000
systemd-run --unit site-server /bin/busybox httpd -f -p 8181 -h "$(docker volume inspect -f '{{.Mountpoint}}' "data-$team")"
iptables -t nat -I PREROUTING -p tcp --dport "$LABCHECK_PARAM_web_port" -j REDIRECT --to-ports 8181
