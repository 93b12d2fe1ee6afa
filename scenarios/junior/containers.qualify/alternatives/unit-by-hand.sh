#!/bin/bash
# A unit written by hand that runs Podman in the foreground, pages in a directory of the server.
# on: edge
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
cat >/etc/network/interfaces.d/eth1 <<END
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
END
ifup eth1

for _ in $(seq 120); do
  curl -sf -m 20 -o /var/tmp/image.tar "http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port/image.tar" && break
  sleep 0.5
done
podman load --quiet -i /var/tmp/image.tar
mkdir -p "/srv/data-$team"
cat >"/etc/systemd/system/edge-$team.service" <<END
[Unit]
Wants=network-online.target
After=network-online.target
[Service]
ExecStart=/usr/bin/podman run --rm --replace --name edge-$team -p $LABCHECK_PARAM_edge_port:8080 -v /srv/data-$team:/www $image
ExecStop=/usr/bin/podman stop -t 2 edge-$team
Restart=always
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet --now "edge-$team"
