#!/bin/bash
# The name server looks up everything for everybody.
# on: ns
# breaks: 1.2.4
# checks: dns-own-zones-only
sed -i 's/recursion no;/recursion yes; allow-recursion { any; };/' /etc/bind/named.conf.options
systemctl reload named
