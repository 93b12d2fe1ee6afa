#!/bin/bash
# Audit is switched off.
# on: box
# checks: running
auditctl -e 0 >/dev/null
