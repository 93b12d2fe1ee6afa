#!/bin/bash
# Files that nobody reads, or not as their author thought.
# on: gate
# breaks: 1.2.2
# checks: netplan keyfile networkd
sed -i 's/10.40.0.0/10.41.0.0/' /etc/netplan/50-lan.yaml
sed -i '/^type=/a autoconnect=false' /etc/NetworkManager/system-connections/lan.nmconnection
mv /etc/systemd/network/10-lan.network /etc/systemd/network/10-lan.off
