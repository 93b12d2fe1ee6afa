#!/bin/bash
# Only complains, now.
# on: box
# checks: enforced
apparmor_parser -r -C /etc/apparmor.d/worker
