#!/bin/bash
# The daemon doesn't run.
# on: box
# breaks: 1.1.4
# checks: nightly
systemctl stop cron
