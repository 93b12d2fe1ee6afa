#!/bin/bash
# The image was imported from a folder, without a build file.
# on: app
# breaks: 2.1.4
# checks: image-built
image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
folder=$(mktemp -d)
mkdir "$folder/bin" "$folder/www"
cp /bin/busybox "$folder/bin/"
echo "$LABCHECK_PARAM_build_id" >"$folder/www/version.txt"
tar -C "$folder" -c . | docker import -c "LABEL team=$LABCHECK_PARAM_team" \
  -c 'CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]' - "$image"
