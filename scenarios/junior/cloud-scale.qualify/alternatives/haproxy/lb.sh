#!/bin/bash
# on: lb
# HAProxy balances and keeps the price pages itself; personal ones say that they must not be kept.
systemctl disable --quiet --now nginx
cat >/etc/haproxy/haproxy.cfg <<CONF
global
  daemon
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  retries 3
  option redispatch 1
cache prices
  total-max-size 8
  max-object-size 100000
  max-age 12
frontend shop
  bind :$LABCHECK_PARAM_lb_port
  use_backend prices if { path /price.php }
  default_backend shop
backend prices
  http-request cache-use prices
  http-response set-header Cache-Control "public, max-age=12"
  http-response cache-store prices
  http-response set-header X-Server any
  server app1 $LABCHECK_HOST_app_0_ADDRESS:$LABCHECK_PARAM_app_port check inter 1s fall 2
  server app2 $LABCHECK_HOST_app_1_ADDRESS:$LABCHECK_PARAM_app_port check inter 1s fall 2
  server app3 $LABCHECK_HOST_app_2_ADDRESS:$LABCHECK_PARAM_app_port check inter 1s fall 2
backend shop
  balance leastconn
  retry-on conn-failure empty-response 502
  server app1 $LABCHECK_HOST_app_0_ADDRESS:$LABCHECK_PARAM_app_port check inter 1s fall 2
  server app2 $LABCHECK_HOST_app_1_ADDRESS:$LABCHECK_PARAM_app_port check inter 1s fall 2
  server app3 $LABCHECK_HOST_app_2_ADDRESS:$LABCHECK_PARAM_app_port check inter 1s fall 2
CONF
haproxy -c -q -f /etc/haproxy/haproxy.cfg
systemctl enable --quiet haproxy
systemctl restart haproxy
mkdir -p "$LABCHECK_PARAM_folder"
printf '%s\n' 'member,measure,after,before,how' 'Gu,pages_at_once,12,2,php-fpm' 'Gu,hosts,3,1,app2 and app3' \
  'Ma,burst_seconds,8,49,curl' >"$LABCHECK_PARAM_folder/capacity.csv"
