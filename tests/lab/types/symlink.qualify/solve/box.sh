rm -rf /srv/data
mkdir -p /srv/app/releases/1 /srv/app/releases/2 /srv/data
touch /srv/app/releases/1/app.conf /srv/app/releases/2/app.conf
rm -rf /srv/app/current
ln -s releases/2 /srv/app/current
ln -sfn /srv/app/current/app.conf /etc/app.conf
