#!/bin/bash
ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set dev eth1 up
rm -f /etc/nginx/sites-enabled/default
cat >/etc/nginx/conf.d/balancer.conf <<'END'
limit_req_zone $binary_remote_addr zone=all:1m rate=1r/s;
upstream backends { server 127.0.0.1:8081; server 127.0.0.1:8082; }
server { listen 80; location / { proxy_pass http://backends; } }
server { listen 127.0.0.1:8081; add_header X-Served-By one; location / { return 200 "one\n"; } }
server { listen 127.0.0.1:8082; add_header X-Served-By two; location / { return 200 "two\n"; } }
END
systemctl restart nginx
