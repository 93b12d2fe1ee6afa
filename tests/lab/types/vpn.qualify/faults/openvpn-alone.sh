#!/bin/bash
# The server runs, its client is gone.
# on: right
# checks: openvpn
systemctl stop openvpn-client@office
sleep 14
