#!/bin/bash
# The block is for somebody else.
# on: box
# breaks: 1.1.4
# checks: key-only
sed -i 's/Match User nina/Match User nino/' /etc/ssh/sshd_config.d/exam.conf
systemctl reload ssh
sleep 1
