#!/bin/bash
# An earlier file has the first word, which is the one that counts.
# on: box
# checks: hardened
echo 'MaxAuthTries 10' >/etc/ssh/sshd_config.d/a.conf
systemctl reload ssh
sleep 1
