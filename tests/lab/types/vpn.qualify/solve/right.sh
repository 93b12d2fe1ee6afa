ip addr replace 192.168.60.12/24 dev eth1
ip link set eth1 up
ip link show lan >/dev/null 2>&1 || ip link add lan type bridge
ip addr replace 10.32.0.1/16 dev lan
ip link set lan up
own=2 other=1 them=192.168.60.11

# Both sides' keys come from the same words, so that neither has to be told the other's.
side() { printf 'a practice lab, side %s' "$1" | openssl dgst -sha256 -binary | base64; }
wg-quick down wg0 >/dev/null 2>&1 || true
umask 077
cat >/etc/wireguard/wg0.conf <<EOF
[Interface]
PrivateKey = $(side $own)
Address = 10.100.0.$own/24
ListenPort = 51820
[Peer]
PublicKey = $(side $other | wg pubkey)
Endpoint = $them:51820
AllowedIPs = 10.100.0.$other/32, 10.$other.0.0/16
PersistentKeepalive = 2
EOF
wg-quick up wg0 >/dev/null 2>&1

sed -i 's/load = no/load = yes/' /etc/strongswan.d/charon/kernel-libipsec.conf
cat >/etc/swanctl/conf.d/site.conf <<EOF
connections {
  site {
    version = 2
    encap = yes
    local_addrs = 192.168.60.1$own
    remote_addrs = $them
    local {
      auth = psk
    }
    remote {
      auth = psk
    }
    children {
      lans {
        local_ts = 10.3$own.0.0/16
        remote_ts = 10.3$other.0.0/16
        esp_proposals = aes128-sha256
        start_action = none
      }
    }
  }
}
secrets {
  ike-lab {
    secret = "of a practice lab"
  }
}
EOF
systemctl start strongswan
swanctl --load-all >/dev/null 2>&1

cd /etc/openvpn
for file in ca.crt right.crt right.key; do
  curl -sf --retry 30 --retry-all-errors --retry-delay 1 -o "$file" "http://$them:7000/$file"
done
cat >client/office.conf <<EOF
client
dev tun
proto udp
remote $them 1194
ca /etc/openvpn/ca.crt
cert /etc/openvpn/right.crt
key /etc/openvpn/right.key
connect-retry 1 2
EOF
systemctl start openvpn-client@office
