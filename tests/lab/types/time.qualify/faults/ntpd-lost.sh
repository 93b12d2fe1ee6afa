#!/bin/bash
# ntpd asks a server that is none.
# on: ntpsec
# breaks: 1.1.4
# checks: ntpd
sed -i s/60.30/60.39/ /etc/ntpsec/ntp.conf
systemctl restart ntpsec
