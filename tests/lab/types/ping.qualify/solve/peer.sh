ip addr replace 192.168.60.12/24 dev eth1
ip link set eth1 up
ip addr replace fd60::12/64 dev eth1 nodad
nft flush ruleset
sysctl --quiet -w net.ipv4.icmp_echo_ignore_all=0
