#!/bin/bash
# The server answers for every name.
# on: ns
# breaks: 1.1.4
# checks: unknown
echo "* A 192.168.60.98" >>/etc/bind/lab.zone
systemctl restart named
