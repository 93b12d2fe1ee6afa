#!/bin/bash
# Solves the role lb: nginx as the balancer.
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

cat >/etc/nginx/conf.d/balancer.conf <<END
upstream backends {
  server $LABCHECK_HOST_web_0_ADDRESS:$LABCHECK_PARAM_web_port max_fails=1 fail_timeout=3s;
  server $LABCHECK_HOST_web_1_ADDRESS:$LABCHECK_PARAM_web_port max_fails=1 fail_timeout=3s;
}
server {
  listen $LABCHECK_PARAM_lb_port;
  location / {
    proxy_pass http://backends;
    proxy_connect_timeout 2s;
    proxy_next_upstream error timeout http_502;
  }
}
END
rm -f /etc/nginx/sites-enabled/default
nginx -t -q
systemctl enable --quiet nginx
systemctl restart nginx
