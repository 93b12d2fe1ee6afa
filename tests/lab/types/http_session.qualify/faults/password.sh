#!/bin/bash
# The keeper's password is another.
# on: wiki
# breaks: 2.2.3
# checks: logs-in writes-page uploads
password=$(php -r 'echo password_hash("Wrong-Horse-8", PASSWORD_BCRYPT);')
echo "keeper:$password:Lab Keeper:keeper@example.com:admin,user" >/var/lib/dokuwiki/acl/users.auth.php
