#!/bin/bash
# Pages may be written, files not.
# on: wiki
# breaks: 2.2.3
# checks: uploads
sed -i 's/admin,user/user/' /var/lib/dokuwiki/acl/users.auth.php
printf '*\t@ALL\t1\n*\t@user\t4\n' >/var/lib/dokuwiki/acl/acl.auth.php
