#!/bin/bash
# One bad line, and cron ignores the whole file.
# on: box
# checks: nightly nothing-ignored
echo '61 * * * * root true' >>/etc/cron.d/backup
