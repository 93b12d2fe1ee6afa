#!/bin/bash
# The edge container is published on the next port.
# on: edge
# breaks: 2.1.4
# checks: edge-service
team=$LABCHECK_PARAM_team
sed -i "s/$LABCHECK_PARAM_edge_port:8080/$((LABCHECK_PARAM_edge_port + 1)):8080/" "/etc/systemd/system/edge-$team.service"
systemctl daemon-reload
systemctl restart "edge-$team"
