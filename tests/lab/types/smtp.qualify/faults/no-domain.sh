#!/bin/bash
# The domain is not the server's.
# on: mail
# checks: takes-its-own delivers
postconf virtual_mailbox_domains=
systemctl restart postfix
