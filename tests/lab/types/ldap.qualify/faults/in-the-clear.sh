#!/bin/bash
# Everything is told in the clear.
# on: directory
# breaks: 1.2.4
# checks: not-in-the-clear
sed -i '/^security /d' /etc/ldap/slapd.conf
systemctl restart slapd
