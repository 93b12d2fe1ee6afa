#!/bin/bash
# Nothing listens at port 636.
# on: directory
# checks: over-tls
sed -i 's| ldaps:///||' /etc/default/slapd
systemctl restart slapd
