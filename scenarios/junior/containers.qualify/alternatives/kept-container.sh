#!/bin/bash
# A container that is kept and started by a generated unit.
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
podman volume create "data-$team"
podman create --name "edge-$team" --publish "$LABCHECK_PARAM_edge_port:8080" \
  --mount "type=volume,source=data-$team,destination=/www" "$image"
cd /etc/systemd/system
podman generate systemd --files --name "edge-$team"
mv "container-edge-$team.service" "edge-$team.service"
systemctl daemon-reload
systemctl enable --quiet --now "edge-$team"
