#!/bin/bash
# The unit says active and the configuration lies there, but there is no tunnel.
# on: hq branch
# breaks: 2.2.4
# checks: vpn-to-branch
systemctl stop wg-quick@wg0
cat >/etc/systemd/system/wg-quick@wg0.service <<'END'
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl start wg-quick@wg0
