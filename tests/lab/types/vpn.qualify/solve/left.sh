ip addr replace 192.168.60.11/24 dev eth1
ip link set eth1 up
ip link show lan >/dev/null 2>&1 || ip link add lan type bridge
ip addr replace 10.31.0.1/16 dev lan
ip link set lan up
own=1 other=2 them=192.168.60.12

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
for try in 1 2 3 4 5 6; do
  swanctl --list-sas 2>/dev/null | grep -q INSTALLED && break
  swanctl --initiate --child lans >/dev/null 2>&1 && break
  sleep 2
done

cd /etc/openvpn
if [ ! -f right.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj /CN=ca -days 30
  for side in left right; do
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$side.key" -out "$side.csr" -subj "/CN=$side.lab"
    openssl x509 -req -in "$side.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -out "$side.crt" -days 30
  done
fi 2>/dev/null
cat >server/office.conf <<EOF
dev tun
proto udp
port 1194
server 10.66.0.0 255.255.255.0
topology subnet
ca /etc/openvpn/ca.crt
cert /etc/openvpn/left.crt
key /etc/openvpn/left.key
dh none
keepalive 1 4
status /run/openvpn-server/office.status 1
status-version 2
EOF
systemctl start openvpn-server@office
# The client fetches its key here, as a courier would bring it.
mkdir -p courier
cp ca.crt right.crt right.key courier
systemctl is-active --quiet courier ||
  systemd-run --quiet --collect --unit courier python3 -m http.server 7000 --directory /etc/openvpn/courier
