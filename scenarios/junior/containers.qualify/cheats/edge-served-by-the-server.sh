#!/bin/bash
# The edge service is a web server of the machine itself over the container's volume; the container sleeps.
# on: edge
# breaks: 2.1.4
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
systemctl stop "edge-$team"
cat >"/etc/systemd/system/edge-$team.service" <<END
[Service]
ExecStartPre=/usr/bin/podman run -d --replace --name edge-$team -p $LABCHECK_PARAM_edge_port:8080 -v data-$team:/www $image /bin/busybox sleep 1000000
ExecStart=/bin/busybox httpd -f -p 8181 -h /var/lib/containers/storage/volumes/data-$team/_data
ExecStopPost=/usr/bin/podman rm -f -t 0 edge-$team
KillMode=process
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl reenable --quiet "edge-$team"
systemctl start "edge-$team"
iptables -t nat -I PREROUTING -p tcp --dport "$LABCHECK_PARAM_edge_port" -j REDIRECT --to-ports 8181
