#!/bin/bash
# The file is right, but the running server has not read it.
# on: box
# breaks: 1.1.4
# checks: in-force
sleep 1
touch /etc/ssh/sshd_config.d/exam.conf
