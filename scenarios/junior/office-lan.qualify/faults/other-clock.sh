#!/bin/bash
# The server's clock follows nothing: it asks a machine that tells no time.
# on: server
# breaks: 1.2.1
# checks: clock
sed -i "s/^server .*/server $LABCHECK_HOST_pc_ADDRESS iburst/" /etc/chrony/chrony.conf
systemctl restart chrony
