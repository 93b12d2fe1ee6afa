#!/bin/bash
# Only complains, now.
# on: box
# breaks: 1.1.4
# checks: enforced
apparmor_parser -r -C /etc/apparmor.d/worker
