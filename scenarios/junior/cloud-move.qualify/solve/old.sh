#!/bin/bash
# Solves the role old. First what the exam centre sets up before a candidate comes: WordPress with its database, and
# entries, comments and files made of the drawn seed.
team=$LABCHECK_PARAM_team seed=$LABCHECK_PARAM_seed
address=$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_old_port
set_up() {
printf '[mariadbd]\nbind-address = 0.0.0.0\n' >/etc/mysql/mariadb.conf.d/90-board.cnf
systemctl enable --quiet mariadb
systemctl restart mariadb
mariadb -e "create database board_$team character set utf8mb4;
  create user board@localhost identified by '$LABCHECK_PARAM_db_password';
  grant all on board_$team.* to board@localhost;
  create user mover@'%' identified by '$LABCHECK_PARAM_db_password';
  grant select, lock tables, show view, trigger on board_$team.* to mover@'%'"
cat >/etc/wordpress/config-default.php <<CONF
<?php
define('DB_NAME', 'board_$team');
define('DB_USER', 'board');
define('DB_PASSWORD', '$LABCHECK_PARAM_db_password');
define('DB_HOST', 'localhost');
define('DB_CHARSET', 'utf8mb4');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
CONF
chown root:www-data /etc/wordpress/config-default.php
chmod 640 /etc/wordpress/config-default.php
cat >/etc/nginx/sites-available/default <<CONF
server {
  listen $LABCHECK_PARAM_old_port;
  root /usr/share/wordpress;
  index index.php;
  location / { try_files \$uri \$uri/ /index.php?\$args; }
  location /wp-content/ { root /var/lib/wordpress; }
  location ~ \.php\$ {
    try_files \$uri =404;
    include fastcgi.conf;
    fastcgi_param HTTP_HOST \$http_host;
    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
  }
}
CONF
systemctl enable --quiet nginx php8.2-fpm
systemctl restart nginx php8.2-fpm
ADDRESS=$address php <<'PHP'
<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = getenv('ADDRESS');
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
define('WP_SITEURL', 'http://' . getenv('ADDRESS'));
require '/usr/share/wordpress/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Board-' . getenv('LABCHECK_PARAM_team'), 'keeper', 'keeper@board.example', true, '',
           getenv('LABCHECK_PARAM_keeper_password'));
PHP
hash() { printf '%s' "$1" | sha256sum | cut -c1-64; }
post() { # NUMBER TITLE TEXT
  echo "insert into wp_posts (ID, post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt,
    post_status, comment_status, ping_status, post_name, to_ping, pinged, post_modified, post_modified_gmt,
    post_content_filtered, post_type) values ($1, 1, '2024-05-02 03:04:05', '2024-05-02 03:04:05', '$3', '$2', '',
    'publish', 'open', 'closed', 'entry-$1', '', '', '2024-05-02 03:04:05', '2024-05-02 03:04:05', '', 'post');"
}
files=/var/lib/wordpress/wp-content/uploads/2024/05
mkdir -p "$files"
{
  for n in $(seq 40); do post $((1000 + n)) "Entry $n 云" "$(hash "entry $seed $n")"; done
  post 1050 "Papers" "<a href=\"http://$address/wp-content/uploads/2024/05/file-1.txt\">paper</a>"
  for n in $(seq 25); do
    echo "insert into wp_comments (comment_post_ID, comment_author, comment_date, comment_date_gmt, comment_content,
      comment_approved) values ($((1000 + n)), 'Reader $n', '2024-05-03 03:04:05', '2024-05-03 03:04:05',
      '$(hash "comment $seed $n")', '1');"
  done
} | mariadb --default-character-set=utf8mb4 "board_$team"
for n in $(seq 5); do hash "file $seed $n" >"$files/file-$n.txt"; done
chown -R www-data: /var/lib/wordpress/wp-content/uploads
printf '[uploads]\npath = /var/lib/wordpress/wp-content/uploads\nread only = yes\nuid = nobody\n' >/etc/rsyncd.conf
systemctl enable --quiet rsync
systemctl restart rsync
}
[ -e /etc/rsyncd.conf ] || set_up

# And this is the candidate's part: once the new system has all of it, the old one stops and leads on.
after=http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port
for _ in $(seq 600); do
  page=$(curl -sL -m 20 "$after/?p=1017" || true)
  [[ $page == *"<title>Entry 17"* ]] && break
  sleep 1
done
[[ $page == *"<title>Entry 17"* ]]
cat >/etc/nginx/sites-available/default <<CONF
server {
  listen $LABCHECK_PARAM_old_port;
  return 308 $after\$request_uri;
}
CONF
systemctl reload nginx
systemctl disable --quiet --now mariadb
systemctl disable --quiet --now php8.2-fpm
