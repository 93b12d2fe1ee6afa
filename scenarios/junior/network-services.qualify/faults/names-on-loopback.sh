#!/bin/bash
# The name server answers itself, but nobody else.
# on: ns
# breaks: 1.2.4
# checks: dns-addresses dns-reverse
sed -i 's/listen-on .*/listen-on { 127.0.0.1; };/' /etc/bind/named.conf.options
systemctl restart named
