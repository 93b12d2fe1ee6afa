#!/bin/bash
# HAProxy as the balancer, with health checks, instead of nginx.
# on: lb

# The LAN, as planned.
interface=$LABCHECK_PARAM_lan_interface
cat >"/etc/network/interfaces.d/$interface" <<END
auto $interface
iface $interface inet static
  address $LABCHECK_SELF_ADDRESS/$LABCHECK_PARAM_lan_prefix
END
ifup "$interface"
sed -i "/^127.0.1.1/d" /etc/hosts
cat >>/etc/hosts <<END
$LABCHECK_HOST_lb_ADDRESS lb
$LABCHECK_HOST_web_0_ADDRESS web1
$LABCHECK_HOST_web_1_ADDRESS web2
$LABCHECK_HOST_db_ADDRESS db
END

cat >/etc/haproxy/haproxy.cfg <<END
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
  option redispatch 1
  retries 3
frontend shop
  bind :$LABCHECK_PARAM_lb_port
  default_backend web
backend web
  balance roundrobin
  default-server check inter 1s fall 1 rise 1
  server web1 $LABCHECK_HOST_web_0_ADDRESS:$LABCHECK_PARAM_web_port
  server web2 $LABCHECK_HOST_web_1_ADDRESS:$LABCHECK_PARAM_web_port
END
systemctl enable --quiet haproxy
systemctl restart haproxy
