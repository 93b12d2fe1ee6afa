#!/bin/bash
# Solves the role edge: the image fetched from app, and a container of it under a generated unit.
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
rm /var/tmp/image.tar
podman create --name "edge-$team" -p "$LABCHECK_PARAM_edge_port:8080" -v "data-$team:/www" "$image"
podman generate systemd --new --name "edge-$team" >"/etc/systemd/system/edge-$team.service"
podman rm "edge-$team"
systemctl daemon-reload
systemctl enable --quiet --now "edge-$team"
