#!/bin/bash
# Forgotten: --reload.
# on: zone
# breaks: 1.2.2
# checks: zone-closed zone-trusted
firewall-cmd --quiet --zone=public --add-port=3306/tcp
firewall-cmd --quiet --zone=trusted --remove-source=10.9.0.0/16
