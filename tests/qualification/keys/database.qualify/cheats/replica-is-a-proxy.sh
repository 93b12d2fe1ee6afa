#!/bin/bash
# The replica's port leads to the primary: rows are there at once, and no second server holds them.
# on: replica
# breaks: 2.3.1
systemctl disable --quiet --now mariadb
cat >/etc/systemd/system/fake.socket <<CNF
[Socket]
ListenStream=3306
[Install]
WantedBy=sockets.target
CNF
cat >/etc/systemd/system/fake.service <<CNF
[Service]
ExecStart=/lib/systemd/systemd-socket-proxyd $LABCHECK_HOST_primary_ADDRESS:3306
CNF
systemctl daemon-reload
systemctl enable --quiet --now fake.socket
