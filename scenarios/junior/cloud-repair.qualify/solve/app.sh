#!/bin/bash
# Solves the role app. First what the exam centre sets up: the order desk's application. Which of the two machines has
# which faults follows from the drawn seed.
name=app1
[ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_app_0_ADDRESS" ] || name=app2
hash=$(printf '%s' "$LABCHECK_PARAM_seed" | sha256sum)
sick=app1
[ $((0x${hash:0:1} % 2)) = 0 ] || sick=app2
page=http://127.0.0.1:$LABCHECK_PARAM_app_port/order.php
set_up() {
  mkdir -p /srv/desk/papers /var/log/desk /var/spool/desk /etc/desk
  chown www-data: /var/log/desk
  cat >/srv/desk/order.php <<'PHP'
<?php
$ini = parse_ini_file('/etc/desk/desk.ini');
header('Content-Type: text/plain; charset=utf-8');
header('X-Desk: ' . $ini['name']);
function out($why) {
  error_log(date('c') . " desk: $why\n", 3, '/var/log/desk/desk.log');
  http_response_code(503);
  exit("out of order: $why\n");
}
$text = $_POST['text'] ?? '';
if ($text !== '') {
  if ($ini['trace'] ?? false) @file_put_contents("$ini[spool]/trace.log", str_repeat("$text\n", 4000), FILE_APPEND);
  $slip = "$ini[spool]/" . bin2hex(random_bytes(8)) . '.slip';
  if (@file_put_contents($slip, "$text\n") !== strlen($text) + 1) {
    out("$slip: " . (error_get_last()['message'] ?? 'not written'));
  }
}
$at = gethostbyname($ini['db_host']);
mysqli_report(MYSQLI_REPORT_OFF);
$db = mysqli_init();
$db->options(MYSQLI_OPT_CONNECT_TIMEOUT, 6);
if (!@$db->real_connect($at, $ini['db_user'], $ini['db_password'], $ini['db_name'])) {
  out("$ini[db_host] at $at: " . mysqli_connect_error());
}
$db->set_charset('utf8mb4');
if ($text !== '') {
  $told = $db->prepare('insert into orders (body, desk) values (?, ?)') or out($db->error);
  $told->bind_param('ss', $text, $ini['name']);
  $told->execute() or out($told->error);
  exit("order {$db->insert_id} taken by $ini[name]\n");
}
$asked = $db->prepare('select body from orders where id = ?') or out($db->error);
$id = (int) ($_GET['id'] ?? 1);
$asked->bind_param('i', $id);
$asked->execute() or out($asked->error);
$row = $asked->get_result()->fetch_row();
if (!$row) { http_response_code(404); exit("no such order\n"); }
echo "order $id: $row[0]\nshown by $ini[name]\n";
PHP
  cat >/etc/desk/desk.ini <<CONF
name = $name
db_host = orders-db
db_name = orders_$LABCHECK_PARAM_team
db_user = desk_$LABCHECK_PARAM_team
db_password = $LABCHECK_PARAM_db_password
spool = /var/spool/desk
trace = off
CONF
  chown root:www-data /etc/desk/desk.ini
  chmod 640 /etc/desk/desk.ini
  for n in 1 2 3 4 5; do
    printf 'paper %s %s %s' "$LABCHECK_PARAM_seed" $name $n | sha256sum | cut -c1-64 >/srv/desk/papers/paper-$n.txt
  done
  echo "tmpfs /var/spool/desk tmpfs size=2m,mode=1777 0 0" >>/etc/fstab
  mount /var/spool/desk
  cat >/etc/nginx/sites-available/desk <<CONF
server {
  listen $LABCHECK_PARAM_app_port;
  root /srv/desk;
  location / { try_files \$uri =404; }
  location ~ \.php\$ {
    try_files \$uri =404;
    include fastcgi.conf;
    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
  }
}
CONF
  rm -f /etc/nginx/sites-enabled/default
  ln -s /etc/nginx/sites-available/desk /etc/nginx/sites-enabled/desk
  systemctl enable --quiet nginx php8.2-fpm
  address=$LABCHECK_HOST_db_ADDRESS
  if [ $name = $sick ]; then
    sed -i 's/^pm.max_children = .*/pm.max_children = 0/' /etc/php/8.2/fpm/pool.d/www.conf
    sed -i 's/^trace.*/trace = on/' /etc/desk/desk.ini
    yes "$name" | head -c 3m >/var/spool/desk/trace.log 2>/dev/null || true
    systemctl disable --quiet php8.2-fpm
  else
    address=${address%.*}.33
  fi
  echo "$address orders-db" >>/etc/hosts
  systemctl restart nginx
  systemctl restart php8.2-fpm || true
}
[ -e /etc/desk/desk.ini ] || set_up

# And this is the candidate's part. An order is tried before each repair: the application's log then tells what is wrong.
order() { curl -s -m 20 -d text=tried "$page" || true; }
if [ $name = $sick ]; then
  sed -i 's/^pm.max_children = 0/pm.max_children = 5/' /etc/php/8.2/fpm/pool.d/www.conf
  systemctl enable --quiet php8.2-fpm
  systemctl restart php8.2-fpm
  order >/dev/null
  sed -i 's/^trace.*/trace = off/' /etc/desk/desk.ini
  rm -f /var/spool/desk/trace.log
else
  order >/dev/null
  sed -i "s/^.* orders-db$/$LABCHECK_HOST_db_ADDRESS orders-db/" /etc/hosts
fi
