#!/bin/bash
# The profiles are taken out: nothing confines the worker.
# on: box
# breaks: 1.1.4
# checks: on-at-all enforced confined second-complains
apparmor_parser -R /etc/apparmor.d/worker
