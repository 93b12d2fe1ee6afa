#!/bin/bash
# The daemon is stopped, and takes leave of the other side.
# on: left
# breaks: 2.2.4
# checks: ipsec ipsec-peer
systemctl stop strongswan
sleep 2
