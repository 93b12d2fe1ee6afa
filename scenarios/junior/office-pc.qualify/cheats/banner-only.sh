#!/bin/bash
# A display manager runs that nobody sees; the screen's port only says what a screen would.
# on: pc
# breaks: 1.1.1
sed -i 's/^enabled=.*/enabled=false/' /etc/lightdm/lightdm.conf.d/screen.conf
systemctl restart lightdm
cat >/etc/systemd/system/banner.service <<UNIT
[Service]
ExecStart=/usr/bin/systemd-socket-activate --inetd -a -l 0.0.0.0:$LABCHECK_PARAM_screen /bin/echo "RFB 003.008"
[Install]
WantedBy=graphical.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now banner
