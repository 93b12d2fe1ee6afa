ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
mkdir -p /etc/lab
cd /etc/lab
[ -e ca.pem ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 365 -subj '/O=Lab/CN=Lab CA' 2>/dev/null
for site in www shop; do
  printf 'subjectAltName=DNS:%s.lab.example\n' $site >$site.ext
  openssl req -newkey rsa:2048 -nodes -keyout $site.key -out $site.csr -subj "/O=Lab/CN=$site.lab.example" 2>/dev/null
  openssl x509 -req -in $site.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -extfile $site.ext -out $site.pem 2>/dev/null
done
cat >/etc/nginx/sites-available/default <<'CONF'
ssl_protocols TLSv1.2 TLSv1.3;
ssl_ciphers ECDHE+AESGCM;
server {
  listen 443 ssl http2 default_server;
  server_name www.lab.example;
  ssl_certificate /etc/lab/www.pem;
  ssl_certificate_key /etc/lab/www.key;
}
server {
  listen 443 ssl http2;
  server_name shop.lab.example;
  ssl_certificate /etc/lab/shop.pem;
  ssl_certificate_key /etc/lab/shop.key;
}
CONF
sed -i '/ssl_protocols/d' /etc/nginx/nginx.conf
nginx -t -q
systemctl enable --quiet nginx
systemctl restart nginx
