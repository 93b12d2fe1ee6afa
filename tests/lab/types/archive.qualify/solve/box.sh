rm -rf /backup /tmp/site
mkdir -p /backup /tmp/site
printf 'hello\n' >/tmp/site/index.html
touch '/tmp/site/a b'
cd /tmp
zip -q /backup/site.zip site site/index.html 'site/a b'
tar -C / -czf /backup/etc.tar.gz etc
head -c 100000 /dev/urandom | xz >/backup/dump.xz
