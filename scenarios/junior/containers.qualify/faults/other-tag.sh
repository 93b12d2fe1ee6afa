#!/bin/bash
# The image has another tag than the given one.
# on: app
# breaks: 2.1.4
# checks: image-built
image=site-$LABCHECK_PARAM_team
docker tag "$image:$LABCHECK_PARAM_image_tag" "$image:latest"
docker rmi --force "$image:$LABCHECK_PARAM_image_tag"
