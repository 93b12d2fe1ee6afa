rm -rf /srv/project /srv/spool
mkdir -p /srv/project /srv/spool
touch /srv/project/README $'/srv/project/new\nline'
chown root:www-data /srv/project
chmod 2775 /srv/project
chmod 1777 /srv/spool
