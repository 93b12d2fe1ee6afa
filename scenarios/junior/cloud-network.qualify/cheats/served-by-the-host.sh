#!/bin/bash
# The outer address is served by the host itself, from a folder of its own.
# on: cloud
# breaks: 2.2.1
# checks: outer-reached
nft flush chain ip cloud input
sed -i '/dnat to/d' /etc/cloud-network.nft
nft delete table ip cloud
nft -f /etc/cloud-network.nft
nft flush chain ip cloud input
mkdir -p /srv/front
cat >/etc/nginx/conf.d/front.conf <<END
server {
  listen $LABCHECK_PARAM_floating:$LABCHECK_PARAM_port;
  root /srv/front;
}
END
systemctl start nginx
