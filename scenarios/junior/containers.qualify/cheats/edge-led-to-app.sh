#!/bin/bash
# Whoever asks the edge server is led to the container on app; its own container sleeps.
# on: edge
# breaks: 2.1.4
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
sed -i "s|$image\$|$image /bin/busybox sleep 1000000|" "/etc/systemd/system/edge-$team.service"
systemctl daemon-reload
systemctl restart "edge-$team"
sysctl -qw net.ipv4.ip_forward=1
iptables -t nat -I PREROUTING -p tcp --dport "$LABCHECK_PARAM_edge_port" -j DNAT \
  --to-destination "$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port"
iptables -t nat -I POSTROUTING -p tcp -d "$LABCHECK_HOST_app_ADDRESS" -j MASQUERADE
iptables -I FORWARD -j ACCEPT
