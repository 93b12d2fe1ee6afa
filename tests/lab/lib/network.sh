# Networks: a namespace for the lab with its bridges, and one for each host. `eth0` of every host is the management
# network, where a checker stands as .1; each --lan is a bridge of its own whose interfaces are left for the candidate
# to configure, but those that were given an address.
# shellcheck shell=bash

management=10.77.0

network_of() { echo "labcheck.$1${2:+.$2}"; } # LAB [HOST]

bridge_up() { # LAB BRIDGE
  ip -n "$(network_of "$1")" link add "$2" type bridge
  ip -n "$(network_of "$1")" link set "$2" up
}

lab_network_up() { # LAB
  ip netns add "$(network_of "$1")"
  ip -n "$(network_of "$1")" link set lo up
  bridge_up "$1" br0
  ip -n "$(network_of "$1")" addr add "$management.1/24" dev br0
  # Addresses that nobody has are refused at once, as a router would, instead of swallowed.
  nsenter --net="/run/netns/$(network_of "$1")" sysctl -qw net.ipv4.ip_forward=1
  ip -n "$(network_of "$1")" route add unreachable default
}

# Gives a host one more interface on a bridge; the lab's end of the cable is called by the number of the cable.
plug() { # LAB HOST BRIDGE INTERFACE CABLE
  local lab_network host_network address
  lab_network=$(network_of "$1") host_network=$(network_of "$1" "$2")
  if is_vm "$2"; then
    ip -n "$lab_network" tuntap add "cable$5" mode tap
    ip -n "$lab_network" link set "cable$5" master "$3" up
    echo "cable$5" >>"$state_root/$1/$2.cables"
    return
  fi
  ip link add "cable$5" netns "$lab_network" type veth peer name "$4" netns "$host_network"
  # Given by hand: udev in the host would replace an address that was drawn, and the neighbours know the old one.
  address=$(ip -n "$host_network" -o link show dev "$4" | sed -n 's/.*link\/ether \([0-9a-f:]*\).*/\1/p')
  ip -n "$host_network" link set "$4" address "$address"
  ip -n "$lab_network" link set "cable$5" master "$3" up
  # On a real cable frames have their checksums; a switch that is a program passes on what it gets.
  [ "$4" = eth0 ] || nsenter --net="/run/netns/$lab_network" ethtool -K "cable$5" tx off >/dev/null
}

host_network_up() { # LAB HOST ADDRESS CABLE
  local network
  network=$(network_of "$1" "$2")
  if is_vm "$2"; then plug "$1" "$2" br0 eth0 "$4"; return; fi
  ip netns add "$network"
  ip -n "$network" link set lo up
  plug "$1" "$2" br0 eth0 "$4"
  ip -n "$network" addr add "$3/24" dev eth0
  ip -n "$network" link set eth0 up
  [ -n "${gateway_of[$2]:-}" ] || ip -n "$network" route add default via "$management.1"
}

# The number of the interface that a host gets next.
next_interface() { # LAB HOST
  local number=1
  if is_vm "$2"; then wc -l <"$state_root/$1/$2.cables"; return; fi
  while ip -n "$(network_of "$1" "$2")" link show "eth$number" >/dev/null 2>&1; do number=$((number + 1)); done
  echo "$number"
}

# Connects hosts by a bridge, each by its next interface. A member with an address is configured for good.
lan_up() { # LAB BRIDGE CABLE MEMBER…
  local lab=$1 bridge=$2 cable=$3 member host number upper
  shift 3
  bridge_up "$lab" "$bridge"
  for member; do
    host=${member%%@*}
    number=$(next_interface "$lab" "$host")
    plug "$lab" "$host" "$bridge" "eth$number" $((cable++))
    [[ $member == *@* ]] || continue
    upper=$(host_disk "$lab" "$host")/upper
    mkdir -p "$upper/etc/network/interfaces.d"
    printf 'auto %s\niface %s inet static\n  address %s\n' "eth$number" "eth$number" "${member#*@}" \
      >"$upper/etc/network/interfaces.d/eth$number"
    [ "${gateway_of[$host]:-none}" = none ] || [ "$number" != 1 ] ||
      echo "  gateway ${gateway_of[$host]}" >>"$upper/etc/network/interfaces.d/eth$number"
  done
}

# Namespaces of a lab, hosts' first; taking them away takes their interfaces along.
networks_down() { # LAB
  local network
  for network in $(ip netns list | awk '{ print $1 }' | grep -E "^labcheck\.$1(\.|\$)" | sort -r); do
    ip netns del "$network" || true
  done
}
