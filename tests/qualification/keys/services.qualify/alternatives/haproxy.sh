#!/bin/bash
# HAProxy in front.
# on: front
cat >/etc/network/interfaces.d/eth1 <<LAN
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
LAN
ifup eth1
echo "$LABCHECK_HOST_erp_ADDRESS erp-server" >>/etc/hosts
cat >/etc/haproxy/haproxy.cfg <<CONF
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend front
  bind :$LABCHECK_PARAM_front_port
  default_backend erp
backend erp
  server erp erp-server:$LABCHECK_PARAM_erp_port
CONF
systemctl enable --quiet haproxy
systemctl restart haproxy
