#!/bin/bash
# Passwords are forbidden to all.
# on: box
# breaks: 1.1.4
# checks: others-by-password
sed -i 's/Match User nina/Match User */' /etc/ssh/sshd_config.d/exam.conf
systemctl reload ssh
sleep 1
