mkdir -p /var/spool/shop
find /var/spool/shop -type f -delete
touch /var/spool/shop/one /var/spool/shop/two
printf '#!/bin/sh\necho SHOP fine\n' >/usr/lib/nagios/plugins/check_shop
chmod 755 /usr/lib/nagios/plugins/check_shop
systemctl enable --quiet --now cron
