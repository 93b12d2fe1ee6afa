#!/bin/bash
# run-parts skips a script that is not executable.
# on: box
# breaks: 1.1.4
# checks: daily-script nothing-ignored
chmod 644 /etc/cron.daily/tidy
