#!/bin/bash
# The certificate handed in isn't that of the authority.
# on: control
# breaks: 3.2.1
# checks: api-ready
openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -out /srv/cloud/ca.crt -subj /CN=kubernetes-ca -days 30 2>/dev/null
