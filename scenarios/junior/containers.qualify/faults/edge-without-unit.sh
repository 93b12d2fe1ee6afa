#!/bin/bash
# The edge container was started by hand; there is no service.
# on: edge
# breaks: 2.1.4
# checks: edge-service
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
systemctl disable --quiet --now "edge-$team"
rm "/etc/systemd/system/edge-$team.service"
systemctl daemon-reload
podman run -d --replace --restart always --name "edge-$team" -p "$LABCHECK_PARAM_edge_port:8080" -v "data-$team:/www" "$image"
