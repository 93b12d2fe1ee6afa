#!/bin/bash
# sshd refuses the file: the running server goes by an old one.
# on: box
# breaks: 1.1.4
# checks: hardened key-only others-by-password in-force
sleep 1
echo 'MaxAuthTries three' >>/etc/ssh/sshd_config.d/exam.conf
