#!/bin/bash
# Solves the role cloud: a bridge for each network, a namespace for each instance, nftables between them.
port=$LABCHECK_PARAM_port
instances=$LABCHECK_PARAM_instances
mkdir -p "$instances"/{red-1,red-2,blue-1,blue-2,green-1}
cat >/usr/local/sbin/cloud-network <<END
#!/bin/bash
set -eu
network() { # NAME [GATEWAY]
  ip link add "br-\$1" type bridge
  [ -z "\${2:-}" ] || ip address add "\$2/24" dev "br-\$1"
  ip link set "br-\$1" up
}
instance() { # NETWORK NUMBER ADDRESS [GATEWAY]
  local name=\$1-\$2
  ip netns add "\$name"
  ip link add "v-\$name" type veth peer name eth0 netns "\$name"
  ip link set "v-\$name" master "br-\$1" up
  ip -n "\$name" link set lo up
  ip -n "\$name" address add "\$3/24" dev eth0
  ip -n "\$name" link set eth0 up
  [ -z "\${4:-}" ] || ip -n "\$name" route add default via "\$4"
}
network red $LABCHECK_PARAM_red_net.1
network blue
network green $LABCHECK_PARAM_green_net.1
instance red 1 $LABCHECK_PARAM_red_net.11 $LABCHECK_PARAM_red_net.1
instance red 2 $LABCHECK_PARAM_red_net.12 $LABCHECK_PARAM_red_net.1
instance blue 1 $LABCHECK_PARAM_red_net.11
instance blue 2 $LABCHECK_PARAM_red_net.12
instance green 1 $LABCHECK_PARAM_green_net.11 $LABCHECK_PARAM_green_net.1
ip address add $LABCHECK_PARAM_floating/32 dev $LABCHECK_PARAM_lan_interface
sysctl -qw net.ipv4.ip_forward=1
nft -f /etc/cloud-network.nft
END
chmod 755 /usr/local/sbin/cloud-network
cat >/etc/cloud-network.nft <<END
# Where bridges ask packet filters, too, packets within a network come by as well.
table ip cloud {
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname "br-red" oifname { "br-red", "br-green", "$LABCHECK_PARAM_lan_interface" } accept
    iifname "br-green" oifname { "br-red", "br-green" } accept
    iifname "br-blue" oifname "br-blue" accept
    iifname "$LABCHECK_PARAM_lan_interface" oifname "br-red" ct status dnat tcp dport $port accept
  }
  chain input {
    type filter hook input priority 0;
    ip daddr $LABCHECK_PARAM_floating drop
  }
  chain prerouting {
    type nat hook prerouting priority -100;
    ip daddr $LABCHECK_PARAM_floating tcp dport $port dnat to $LABCHECK_PARAM_red_net.11
  }
  chain postrouting {
    type nat hook postrouting priority 100;
    oifname "$LABCHECK_PARAM_lan_interface" ip saddr $LABCHECK_PARAM_red_net.11 snat to $LABCHECK_PARAM_floating
    oifname "$LABCHECK_PARAM_lan_interface" ip saddr $LABCHECK_PARAM_red_net.0/24 snat to $LABCHECK_SELF_ADDRESS
  }
}
END
cat >/etc/systemd/system/cloud-network.service <<END
[Unit]
Description=Private networks
Wants=network-online.target
After=network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/cloud-network
[Install]
WantedBy=multi-user.target
END
# The web server of an instance is in its network; the rest of the host is shared.
cat >/etc/systemd/system/instance@.service <<END
[Unit]
Description=Web server of the instance %i
Requires=cloud-network.service
After=cloud-network.service
[Service]
NetworkNamespacePath=/run/netns/%i
ExecStart=/usr/sbin/nginx -c /etc/nginx/instance-%i.conf
[Install]
WantedBy=multi-user.target
END
for name in red-1 red-2 blue-1 blue-2 green-1; do
  cat >"/etc/nginx/instance-$name.conf" <<END
daemon off;
worker_processes 1;
pid /run/instance-$name.pid;
events {}
http {
  access_log off;
  server {
    listen $port;
    root $instances/$name;
  }
}
END
done
systemctl daemon-reload
systemctl enable --quiet --now cloud-network
systemctl enable --quiet --now instance@{red-1,red-2,blue-1,blue-2,green-1}
