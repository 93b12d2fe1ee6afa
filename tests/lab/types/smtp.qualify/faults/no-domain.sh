#!/bin/bash
# The domain is not the server's.
# on: mail
# breaks: 1.2.4
# checks: takes-its-own delivers
postconf virtual_mailbox_domains=
systemctl restart postfix
