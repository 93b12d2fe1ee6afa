#!/bin/bash
# Solves the role branch: its site's bridge and web server, and a tunnel by wg-quick to the other gate.
them=$LABCHECK_HOST_hq_ADDRESS
inner=$LABCHECK_PARAM_branch_net.1
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
PrivateKey = $(side branch)
ListenPort = $LABCHECK_PARAM_wg_port
[Peer]
PublicKey = $(side hq | wg pubkey)
Endpoint = $them:$LABCHECK_PARAM_wg_port
AllowedIPs = $LABCHECK_PARAM_hq_net.0/24
PersistentKeepalive = 5
END
umask 022
cat >/etc/nftables.conf <<END
#!/usr/sbin/nft -f
flush ruleset
table inet gate {
  chain input {
    type filter hook input priority 0;
    iifname "$LABCHECK_PARAM_lan_interface" ip daddr $inner drop
  }
  chain forward {
    type filter hook forward priority 0; policy drop;
    iifname "site" oifname "wg0" accept
    iifname "wg0" oifname "site" accept
  }
}
END
# The tunnel has no address of its own: what this gate sends to the other site comes from its inner one.
sed -i '/^ListenPort/a Table = off\nPostUp = ip route add '"$LABCHECK_PARAM_hq_net"'.0/24 dev wg0 src '"$inner" /etc/wireguard/wg0.conf
systemctl daemon-reload
systemctl enable --quiet nftables
systemctl restart nftables
systemctl enable --quiet --now site-pages
systemctl enable --quiet wg-quick@wg0
systemctl restart wg-quick@wg0
