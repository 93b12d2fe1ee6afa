#!/bin/bash
# The image's name, label and instructions stand on one that serves nothing; the containers serve by a command of their own.
# on: app
# breaks: 2.1.4
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
cd /opt/site
printf '%s\n' 'FROM scratch' 'COPY busybox /bin/busybox' 'COPY Dockerfile /Dockerfile' "LABEL team=$team" \
  'CMD ["/bin/busybox", "sleep", "1000000"]' >Dockerfile
docker build --quiet -t "$image" .
docker rm -f "web-$team" "worker-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image" /bin/busybox httpd -f -p 8080 -h /www
docker run -d --name "worker-$team" --network "net-$team" -v "data-$team:/www" --restart always "$image" \
  /bin/busybox httpd -f -p 8080 -h /www
