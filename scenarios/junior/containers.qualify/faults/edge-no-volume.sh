#!/bin/bash
# The edge container's pages are lost with it.
# on: edge
# breaks: 2.1.4
# checks: edge-page
team=$LABCHECK_PARAM_team
sed -i "s|-v data-$team:/www||" "/etc/systemd/system/edge-$team.service"
systemctl daemon-reload
systemctl restart "edge-$team"
