#!/bin/bash
ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set dev eth1 up
rm -f /etc/nginx/sites-enabled/default
cat >/etc/nginx/conf.d/wiki.conf <<'END'
server {
  listen 80;
  root /usr/share/dokuwiki;
  index doku.php;
  location ~ \.php$ {
    include fastcgi_params;
    fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
  }
}
END
cat >/etc/dokuwiki/local.php <<'END'
<?php
$conf['title'] = 'Lab wiki';
$conf['useacl'] = 1;
$conf['superuser'] = '@admin';
$conf['disableactions'] = 'register';
END
password=$(php -r 'echo password_hash("Correct-Horse-9", PASSWORD_BCRYPT);')
echo "keeper:$password:Lab Keeper:keeper@example.com:admin,user" >/var/lib/dokuwiki/acl/users.auth.php
cat >/var/lib/dokuwiki/acl/acl.auth.php <<'END'
*	@ALL	1
*	@user	8
END
chown www-data: /var/lib/dokuwiki/acl/*.php
systemctl restart php8.2-fpm nginx
