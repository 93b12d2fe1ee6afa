#!/bin/bash
# Anybody may send anywhere.
# on: mail
# checks: no-open-relay
postconf mynetworks=0.0.0.0/0
systemctl restart postfix
