# Files only: what configures this host at boot, not what it does now.
mkdir -p /etc/netplan
cat >/etc/netplan/50-lan.yaml <<'EOF'
network:
  version: 2
  ethernets:
    eth1:
      routes:
        - {to: 10.40.0.0/16, via: 192.168.60.11}
EOF
chmod 600 /etc/netplan/50-lan.yaml
cat >/etc/NetworkManager/system-connections/lan.nmconnection <<'EOF'
[connection]
id=lan
type=ethernet
interface-name=eth1

[ipv4]
method=manual
address1=192.168.60.12/24
route1=10.50.0.0/16,192.168.60.11
EOF
chmod 600 /etc/NetworkManager/system-connections/lan.nmconnection
cat >/etc/systemd/network/10-lan.network <<'EOF'
[Match]
Name=eth1

[Route]
Destination=10.60.0.0/16
Gateway=192.168.60.11
EOF
systemctl --quiet enable NetworkManager systemd-networkd
