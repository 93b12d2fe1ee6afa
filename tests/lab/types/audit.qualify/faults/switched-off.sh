#!/bin/bash
# Audit is switched off.
# on: box
# breaks: 1.1.4
# checks: running
auditctl -e 0 >/dev/null
