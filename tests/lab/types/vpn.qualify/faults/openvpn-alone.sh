#!/bin/bash
# The server runs, its client is gone.
# on: right
# breaks: 2.2.4
# checks: openvpn
systemctl stop openvpn-client@office
sleep 14
