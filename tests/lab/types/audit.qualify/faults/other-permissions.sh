#!/bin/bash
# Only reading is watched.
# on: box
# breaks: 1.1.4
# checks: accounts
auditctl -W /etc/passwd -p wa -k identity
auditctl -w /etc/passwd -p r -k identity
