#!/bin/bash
# The log is gone.
# on: box
# breaks: 1.1.4
# checks: recorded
systemctl kill --signal=SIGSTOP auditd
: >/var/log/audit/audit.log
systemctl kill --signal=SIGCONT auditd
