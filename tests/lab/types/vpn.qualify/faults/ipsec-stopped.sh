#!/bin/bash
# The daemon is stopped, and takes leave of the other side.
# on: left
# checks: ipsec ipsec-peer
systemctl stop strongswan
sleep 2
