#!/bin/bash
# The edge container's pages lie in a volume of another name.
# on: edge
# breaks: 2.1.4
# checks: edge-storage
team=$LABCHECK_PARAM_team
sed -i "s|-v data-$team:|-v pages:|" "/etc/systemd/system/edge-$team.service"
systemctl daemon-reload
systemctl restart "edge-$team"
