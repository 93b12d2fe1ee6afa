#!/bin/bash
# The server answers for every name.
# on: ns
# checks: unknown
echo "* A 192.168.60.98" >>/etc/bind/lab.zone
systemctl restart named
