#!/bin/bash
# What the exam centre makes ready on its own machine: the LAN's name server and clock.
cat >/etc/bind/named.conf <<CONF
options { directory "/var/cache/bind"; recursion no; listen-on-v6 { none; }; };
zone "$LABCHECK_PARAM_domain" { type master; file "/etc/bind/lan.zone"; };
CONF
cat >/etc/bind/lan.zone <<ZONE
\$TTL 0
@ SOA hub hostmaster 1 3600 600 86400 0
@ NS hub
hub A $LABCHECK_SELF_ADDRESS
ZONE
systemctl enable --quiet --now named
printf '%s\n' 'local stratum 8' allow >/etc/chrony/chrony.conf
# In a lab all hosts have one clock, which is nobody's to set (-x), and the confinement of Debian's unit closes /dev/null.
cat >/etc/systemd/system/chrony.service <<'UNIT'
[Service]
Type=forking
ExecStart=/usr/sbin/chronyd -x -u root
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet chrony
systemctl restart chrony
