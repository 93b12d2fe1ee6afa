#!/bin/bash
# One system call of two.
# on: box
# checks: clock
auditctl -d always,exit -F arch=b64 -S adjtimex,settimeofday -F key=time
auditctl -a always,exit -F arch=b64 -S adjtimex -F key=time
