#!/bin/bash
# Nothing listens at port 636.
# on: directory
# breaks: 1.2.4
# checks: over-tls
sed -i 's| ldaps:///||' /etc/default/slapd
systemctl restart slapd
