#!/bin/bash
# The tunnel has addresses and routes as wg-quick makes them, a key shared besides, and iptables keeps the LAN out.
them=$LABCHECK_HOST_branch_ADDRESS
inner=$LABCHECK_PARAM_hq_net.1
mkdir -p "$LABCHECK_PARAM_site"
cat >/etc/network/interfaces.d/site <<END
auto site
iface site inet static
  address $inner/24
  bridge_ports none
END
ifup site 2>/dev/null
cat >/etc/systemd/system/site-pages.service <<END
[Unit]
Description=Pages of the site
Wants=network-online.target
After=network-online.target
[Service]
ExecStart=/usr/bin/python3 -m http.server $LABCHECK_PARAM_port --bind $inner --directory $LABCHECK_PARAM_site
Restart=on-failure
RestartSec=1
[Install]
WantedBy=multi-user.target
END
# Both sides' keys come from the same words, so that neither has to be told the other's.
side() { printf 'a practice lab, %s' "$1" | openssl dgst -sha256 -binary | base64; }
umask 077
cat >/etc/wireguard/wg0.conf <<END
[Interface]
PrivateKey = $(side hq)
Address = 10.100.0.1/24
ListenPort = $LABCHECK_PARAM_wg_port
[Peer]
PublicKey = $(side branch | wg pubkey)
Endpoint = $them:$LABCHECK_PARAM_wg_port
AllowedIPs = $LABCHECK_PARAM_branch_net.0/24, 10.100.0.2/32
PresharedKey = $(side shared)
PersistentKeepalive = 5
END
umask 022
cat >/etc/systemd/system/inner-only.service <<END
[Unit]
Before=network-pre.target
Wants=network-pre.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/iptables -A INPUT -i $LABCHECK_PARAM_lan_interface -d $inner -j REJECT --reject-with tcp-reset -p tcp
ExecStart=/usr/sbin/iptables -P FORWARD DROP
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet --now inner-only
systemctl enable --quiet --now site-pages
systemctl enable --quiet wg-quick@wg0
systemctl restart wg-quick@wg0
