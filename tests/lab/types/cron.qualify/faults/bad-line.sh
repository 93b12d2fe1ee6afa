#!/bin/bash
# One bad line, and cron ignores the whole file.
# on: box
# breaks: 1.1.4
# checks: nightly nothing-ignored
echo '61 * * * * root true' >>/etc/cron.d/backup
