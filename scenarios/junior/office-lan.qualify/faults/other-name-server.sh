#!/bin/bash
# The PC asks a machine for names that serves none.
# on: pc
# breaks: 1.2.1
# checks: names
sed -i "s/^nameserver .*/nameserver $LABCHECK_HOST_server_ADDRESS/" /etc/resolv.conf
