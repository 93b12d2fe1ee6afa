#!/bin/bash
# The port that should be open is closed, too.
# on: server
# breaks: 1.1.4
# checks: firewall
sed -i "s/{ 22, $LABCHECK_PARAM_open_port }/{ 22 }/" /etc/nftables.conf
systemctl reload nftables
