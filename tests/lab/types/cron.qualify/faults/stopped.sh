#!/bin/bash
# The daemon doesn't run.
# on: box
# checks: nightly
systemctl stop cron
