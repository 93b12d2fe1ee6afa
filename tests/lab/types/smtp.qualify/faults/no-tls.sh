#!/bin/bash
# The server offers no TLS at port 25.
# on: mail
# breaks: 1.2.4
# checks: greets
postconf -P smtp/inet/smtpd_tls_security_level=none
systemctl restart postfix
