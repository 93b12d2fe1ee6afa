#!/bin/bash
# The report comes on Saturdays too.
# on: box
# breaks: 1.1.4
# checks: quarterly
echo '*/15 8-17 * * mon-sat /usr/local/bin/report.sh' | crontab -u nina -
