#!/bin/bash
# Who is in may read, and no more.
# on: wiki
# breaks: 2.2.3
# checks: writes-page uploads
sed -i 's/admin,user/user/' /var/lib/dokuwiki/acl/users.auth.php
printf '*\t@ALL\t1\n*\t@user\t1\n' >/var/lib/dokuwiki/acl/acl.auth.php
