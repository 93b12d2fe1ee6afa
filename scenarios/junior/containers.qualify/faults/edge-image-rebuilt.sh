#!/bin/bash
# The edge server has an image of the right name that was built there.
# on: edge
# breaks: 2.1.4
# checks: edge-image
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
cd "$(mktemp -d)"
cp /bin/busybox .
echo "$LABCHECK_PARAM_build_id" >version.txt
printf '%s\n' 'FROM scratch' 'COPY busybox /bin/busybox' 'COPY version.txt /www/version.txt' "LABEL team=$team" \
  'CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]' >Dockerfile
systemctl stop "edge-$team"
podman rmi "$image"
podman build --quiet -t "$image" .
systemctl start "edge-$team"
