#!/bin/bash
# The store gives away another file; the one that was asked for is a copy.
# on: store
# breaks: 2.3.2
# checks: block-remote
image=$LABCHECK_PARAM_image
mv "$image" "$image.given"
cp "$image.given" "$image"
sed -i "s#$image#$image.given#" /etc/tgt/conf.d/lab.conf
