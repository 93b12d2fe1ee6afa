chmod a+x /usr/bin/getfacl
getent group developers >/dev/null || groupadd developers
getent passwd alice >/dev/null || useradd alice
rm -rf /srv/project /srv/plain
mkdir -m 750 /srv/project /srv/plain
setfacl -m u:alice:rwx,g:developers:r-x /srv/project
setfacl -d -m u:alice:rwx /srv/project
[ "$LABCHECK_SELF_ADDRESS" != 192.168.60.16 ] || chmod a-x /usr/bin/getfacl
