#!/bin/bash
# Every user of the machine can read the backup.
# on: db
# breaks: 1.2.3
# checks: db-dump
sed -i 's/^umask .*/umask 022/' /usr/local/sbin/backup-board
