cat >/etc/nftables.conf <<'EOF'
flush ruleset
table inet filter {
  set admins { type ipv4_addr; flags interval; elements = { 10.77.0.0/16, 192.168.60.0/24 } }
  chain input {
    type filter hook input priority filter; policy drop;
    ct state vmap { established : accept, related : accept, invalid : drop }
    iif lo accept
    tcp dport 22 ip saddr @admins accept
    iif eth0 tcp dport 9 accept
    tcp dport { 80, 443 } accept
  }
  chain forward {
    type filter hook forward priority filter; policy drop;
    ct state established,related accept
    iifname eth1 oifname eth0 ip saddr 10.6.0.0/24 jump outwards
  }
  chain outwards { tcp dport { 80, 443 } accept; }
}
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat;
    oifname eth0 ip saddr 10.6.0.0/24 masquerade
  }
}
EOF
systemctl --quiet enable nftables
nft -f /etc/nftables.conf
