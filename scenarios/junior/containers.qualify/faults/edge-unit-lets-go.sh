#!/bin/bash
# Stopping the service leaves the container running.
# on: edge
# breaks: 2.1.4
# checks: edge-controlled
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
systemctl stop "edge-$team"
cat >"/etc/systemd/system/edge-$team.service" <<END
[Unit]
After=network-online.target
[Service]
ExecStartPre=/usr/bin/podman run -d --replace --name edge-$team -p $LABCHECK_PARAM_edge_port:8080 -v data-$team:/www $image
ExecStart=/bin/sleep infinity
KillMode=process
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl reenable --quiet "edge-$team"
systemctl start "edge-$team"
