#!/bin/bash
# A file is missing in the backup.
# on: box
# checks: backup
tar -C / -czf /backup/etc.tar.gz --exclude=etc/passwd etc
