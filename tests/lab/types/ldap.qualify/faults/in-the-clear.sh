#!/bin/bash
# Everything is told in the clear.
# on: directory
# checks: not-in-the-clear
sed -i '/^security /d' /etc/ldap/slapd.conf
systemctl restart slapd
