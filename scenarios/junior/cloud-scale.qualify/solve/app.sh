#!/bin/bash
# Solves the role app. First what the exam centre sets up on the first machine: the shop with a pool of two, sessions in files.
set_up() {
  mkdir -p /srv/shop
  cat >/srv/shop/common.php <<'PHP'
<?php
$ini = parse_ini_file('/etc/shop.ini');
header('Content-Type: text/plain; charset=utf-8');
header("X-Server: $ini[name]");
function out($why) { http_response_code(503); exit("out of order: $why\n"); }
function priced($item) {
  global $ini;
  $price = @file_get_contents("$ini[supplier]/price?item=" . urlencode($item)) or out('the supplier');
  mysqli_report(MYSQLI_REPORT_OFF);
  $db = @mysqli_connect($ini['db_host'], $ini['db_user'], $ini['db_password'], $ini['db_name']) or out('the database');
  $asked = $db->prepare('select note from items where item = ?') or out('the table');
  $asked->bind_param('s', $item);
  $asked->execute();
  return "$item costs $price\nnote: " . ($asked->get_result()->fetch_row()[0] ?? 'none') . "\n";
}
PHP
  cat >/srv/shop/price.php <<'PHP'
<?php
require 'common.php';
$item = $_GET['item'] ?? 'none';
// With `cache = tcp://…` pages are kept in a Redis server.
if ($ini['cache'] ?? '') {
  $at = parse_url($ini['cache']);
  $redis = new Redis();
  $redis->connect($at['host'], $at['port']);
  $redis->auth($at['pass']);
  if ($page = $redis->get("page $item")) exit($page);
  $page = priced($item);
  $redis->setex("page $item", (int) $ini['cache_seconds'], $page);
  exit($page);
}
echo priced($item);
PHP
  cat >/srv/shop/offer.php <<'PHP'
<?php
require 'common.php';
header('Cache-Control: no-store');
echo 'offer ', bin2hex(random_bytes(4)), " by $ini[name]\n", priced($_GET['item'] ?? 'none');
PHP
  cat >/srv/shop/basket.php <<'PHP'
<?php
require 'common.php';
session_cache_limiter('');
session_start() or out('the session');
if (isset($_GET['add'])) $_SESSION['basket'][] = $_GET['add'];
echo 'basket: ', implode(' ', $_SESSION['basket'] ?? ['empty']), "\nby $ini[name]\n";
PHP
  cat >/srv/shop/shop.ini.sample <<CONF
name = app1
supplier = http://$LABCHECK_HOST_supplier_ADDRESS:8042
db_host = $LABCHECK_HOST_db_ADDRESS
db_name = shop_$LABCHECK_PARAM_team
db_user = shop_$LABCHECK_PARAM_team
db_password = $LABCHECK_PARAM_team
cache =
cache_seconds = 0
CONF
  cp /srv/shop/shop.ini.sample /etc/shop.ini
  cat >/etc/nginx/sites-available/shop <<CONF
server {
  listen $LABCHECK_PARAM_app_port;
  root /srv/shop;
  location ~ \.php\$ {
    try_files \$uri =404;
    include fastcgi.conf;
    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
  }
}
CONF
  sed -i 's/^pm.max_children = .*/pm.max_children = 2/; s/^pm.start_servers = .*/pm.start_servers = 1/; s/^pm.max_spare_servers = .*/pm.max_spare_servers = 2/' /etc/php/8.2/fpm/pool.d/www.conf
  printf '[shop]\npath = /srv/shop\nread only = yes\nuid = nobody\n[site]\npath = /etc/nginx/sites-available\nread only = yes\nuid = nobody\n' >/etc/rsyncd.conf
  systemctl enable --quiet rsync nginx php8.2-fpm
  systemctl restart rsync
}
first=$LABCHECK_HOST_app_0_ADDRESS
if [ "$LABCHECK_SELF_ADDRESS" = "$first" ]; then
  [ -e /etc/shop.ini ] || set_up
else
  # And this is the candidate's part: machines like the first one.
  mkdir -p /srv/shop
  for _ in $(seq 300); do   # which is set up at the same time
    rsync -rt "rsync://$first/shop/" /srv/shop/ 2>/dev/null && rsync -t "rsync://$first/site/shop" /etc/nginx/sites-available/shop 2>/dev/null && break
    sleep 1
  done
  name=app2
  [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_app_1_ADDRESS" ] || name=app3
  sed "s/^name = .*/name = $name/" /srv/shop/shop.ini.sample >/etc/shop.ini
fi
chown root:www-data /etc/shop.ini
chmod 640 /etc/shop.ini
rm -f /etc/nginx/sites-enabled/default
ln -sf /etc/nginx/sites-available/shop /etc/nginx/sites-enabled/shop
# More pages at a time, and sessions where all machines find them.
sed -i 's/^pm = .*/pm = static/; s/^pm.max_children = .*/pm.max_children = 5/' /etc/php/8.2/fpm/pool.d/www.conf
cat >/etc/php/8.2/fpm/conf.d/90-sessions.ini <<CONF
session.save_handler = redis
session.save_path = "tcp://$LABCHECK_HOST_db_ADDRESS:6379?auth=$LABCHECK_PARAM_redis_password"
CONF
systemctl enable --quiet nginx php8.2-fpm
systemctl restart nginx php8.2-fpm
