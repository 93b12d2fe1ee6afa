#!/bin/bash
# What fills the spool goes on, and a unit of the team's empties it ten times a second.
# on: app[0]
# breaks: 3.3.3
# checks: repair-spool
sed -i 's/^trace.*/trace = on/' /etc/desk/desk.ini
cat >/etc/systemd/system/emptied.service <<'CONF'
[Service]
ExecStart=/bin/sh -c 'while sleep 0.1; do rm -f /var/spool/desk/trace.log; done'
[Install]
WantedBy=multi-user.target
CONF
systemctl enable --quiet --now emptied
