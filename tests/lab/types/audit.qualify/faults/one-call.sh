#!/bin/bash
# One system call of two.
# on: box
# breaks: 1.1.4
# checks: clock
auditctl -d always,exit -F arch=b64 -S adjtimex,settimeofday -F key=time
auditctl -a always,exit -F arch=b64 -S adjtimex -F key=time
