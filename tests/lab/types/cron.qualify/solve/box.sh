id nina >/dev/null 2>&1 || useradd -m nina
rm -f /etc/cron.d/* /etc/cron.daily/*.sh
cat >/etc/cron.d/backup <<'C'
# the backup, not at 03:30
PATH=/usr/local/bin:/usr/bin:/bin
30 02 * * *  root  test -x /usr/local/bin/backup.sh && nice /usr/local/bin/backup.sh >/dev/null 2>&1
C
chmod 644 /etc/cron.d/backup
chown root:root /etc/cron.d/backup
echo '*/15 8-17 * * mon-fri /usr/local/bin/report.sh' | crontab -u nina -
printf '#!/bin/sh\ntrue\n' >/etc/cron.daily/tidy
chmod 755 /etc/cron.daily/tidy
systemctl enable --quiet --now cron
