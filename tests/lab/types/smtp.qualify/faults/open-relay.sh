#!/bin/bash
# Anybody may send anywhere.
# on: mail
# breaks: 1.2.4
# checks: no-open-relay
postconf mynetworks=0.0.0.0/0
systemctl restart postfix
