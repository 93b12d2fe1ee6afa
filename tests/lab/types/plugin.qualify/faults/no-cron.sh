#!/bin/bash
# cron does not run.
# on: box
# breaks: 1.1.4
# checks: cron
systemctl stop cron
