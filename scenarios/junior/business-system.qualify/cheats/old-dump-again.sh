#!/bin/bash
# The backup is a dump that was made once; the command gives it a new date.
# on: db
# breaks: 1.2.3
# checks: db-dump
/usr/local/sbin/backup-board
printf '#!/bin/sh\nsleep 1\ntouch /srv/backup/board.sql.gz\n' >/usr/local/sbin/backup-board
