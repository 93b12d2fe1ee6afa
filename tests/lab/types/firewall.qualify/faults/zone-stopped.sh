#!/bin/bash
# The firewall is stopped "to make it work".
# on: zone
# checks: zone-http zone-closed
systemctl --quiet disable --now firewalld
