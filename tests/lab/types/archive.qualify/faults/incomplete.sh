#!/bin/bash
# A file is missing in the backup.
# on: box
# breaks: 1.1.4
# checks: backup
tar -C / -czf /backup/etc.tar.gz --exclude=etc/passwd etc
