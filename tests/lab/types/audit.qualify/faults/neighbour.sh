#!/bin/bash
# A folder whose name only starts alike.
# on: box
# breaks: 1.1.4
# checks: folder
auditctl -d always,exit -F dir=/etc/ssh -F perm=w -F key=ssh
mkdir -p /etc/sshx
auditctl -a always,exit -F dir=/etc/sshx -F perm=w -F key=ssh
