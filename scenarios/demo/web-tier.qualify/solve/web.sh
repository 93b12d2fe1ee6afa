#!/bin/bash
# Solves the role web: nginx serves /var/www/html.
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

cat >/etc/nginx/sites-available/shop <<END
server {
  listen $LABCHECK_PARAM_web_port default_server;
  root /var/www/html;
  location / {
    try_files \$uri \$uri/ =404;
  }
}
END
rm -f /etc/nginx/sites-enabled/default
ln -sf /etc/nginx/sites-available/shop /etc/nginx/sites-enabled/shop
echo "shop" >/var/www/html/index.html
nginx -t -q
systemctl enable --quiet nginx
systemctl restart nginx
