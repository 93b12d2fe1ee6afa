#!/bin/bash
# cron does not run.
# on: box
# checks: cron
systemctl stop cron
