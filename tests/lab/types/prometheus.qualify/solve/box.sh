ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
systemctl enable --quiet prometheus-node-exporter
systemctl restart prometheus-node-exporter
