printf '#!/bin/sh\ntrue\n' >/usr/local/bin/backup.sh
chmod 755 /usr/local/bin/backup.sh
printf '[Service]\nType=oneshot\nExecStart=/usr/local/bin/backup.sh --full\n' >/etc/systemd/system/backup.service
printf '[Timer]\nOnCalendar=*-*-* 2:30\nPersistent=yes\n[Install]\nWantedBy=timers.target\n' >/etc/systemd/system/backup.timer
printf '[Service]\nType=oneshot\nExecStart=true\n' >/etc/systemd/system/early.service
printf '[Timer]\nOnActiveSec=1s\n' >/etc/systemd/system/early.timer
systemctl daemon-reload
systemctl enable --quiet backup.timer
systemctl restart backup.timer early.timer
sleep 2
