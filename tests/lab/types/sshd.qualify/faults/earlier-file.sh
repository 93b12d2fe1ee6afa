#!/bin/bash
# An earlier file has the first word, which is the one that counts.
# on: box
# breaks: 1.1.4
# checks: hardened
echo 'MaxAuthTries 10' >/etc/ssh/sshd_config.d/a.conf
systemctl reload ssh
sleep 1
