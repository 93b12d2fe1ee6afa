#!/bin/bash
# Everybody reads passwords.
# on: directory
# breaks: 1.2.4
# checks: hidden
sed -i 's/^access to attrs=userPassword .*/access to attrs=userPassword by anonymous read by * none/' /etc/ldap/slapd.conf
systemctl restart slapd
