#!/bin/bash
# A router of its own for red and green (a namespace, as clouds have them) that holds the outer addresses, and iptables.
# on: cloud
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
network red
network blue
network green
instance red 1 $LABCHECK_PARAM_red_net.11
instance red 2 $LABCHECK_PARAM_red_net.12
instance blue 1 $LABCHECK_PARAM_red_net.11
instance blue 2 $LABCHECK_PARAM_red_net.12
instance green 1 $LABCHECK_PARAM_green_net.11
ip netns add router
ip -n router link set lo up
port() { # NETWORK GATEWAY
  ip link add "r-\$1" type veth peer name "\$1" netns router
  ip link set "r-\$1" master "br-\$1" up
  ip -n router address add "\$2/24" dev "\$1"
  ip -n router link set "\$1" up
}
port red $LABCHECK_PARAM_red_net.1
port green $LABCHECK_PARAM_green_net.1
for name in red-1 red-2; do ip -n "\$name" route add default via $LABCHECK_PARAM_red_net.1; done
ip -n green-1 route add default via $LABCHECK_PARAM_green_net.1
# The host and the router share a network that nobody else sees; the host answers for the outer address.
ip link add outside type veth peer name outside netns router
ip address add 169.254.77.1/30 dev outside
ip link set outside up
ip -n router address add 169.254.77.2/30 dev outside
ip -n router address add $LABCHECK_PARAM_floating/32 dev outside
ip -n router link set outside up
ip -n router route add default via 169.254.77.1
ip route add $LABCHECK_PARAM_floating/32 via 169.254.77.2
sysctl -qw net.ipv4.ip_forward=1
sysctl -qw net.ipv4.conf.$LABCHECK_PARAM_lan_interface.proxy_arp=1
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
iptables -t nat -A POSTROUTING -s 169.254.77.2 -o $LABCHECK_PARAM_lan_interface -j SNAT --to-source $LABCHECK_SELF_ADDRESS
inside() { ip netns exec router iptables "\$@"; }
inside -P FORWARD DROP
inside -P INPUT DROP
inside -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
inside -A FORWARD -i red -o green -j ACCEPT
inside -A FORWARD -i green -o red -j ACCEPT
inside -A FORWARD -i red -o outside -j ACCEPT
inside -A FORWARD -i outside -o red -p tcp --dport $port -m conntrack --ctstate DNAT -j ACCEPT
inside -t nat -A PREROUTING -d $LABCHECK_PARAM_floating -p tcp --dport $port -j DNAT --to-destination $LABCHECK_PARAM_red_net.11
inside -t nat -A POSTROUTING -o outside -s $LABCHECK_PARAM_red_net.11 -j SNAT --to-source $LABCHECK_PARAM_floating
inside -t nat -A POSTROUTING -o outside -j SNAT --to-source 169.254.77.2
END
chmod 755 /usr/local/sbin/cloud-network
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
