#!/bin/bash
# The alert fires although the board is there.
# on: watch
# breaks: 3.3.2
# checks: watch-page
sed -i 's/== 0/>= 0/' /etc/prometheus/board.yml
systemctl reload prometheus
sleep 20   # until it fires
