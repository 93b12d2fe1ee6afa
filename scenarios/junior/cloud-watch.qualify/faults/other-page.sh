#!/bin/bash
# A page of the watching machine's own is asked instead of the board's.
# on: watch
# breaks: 3.3.2
# checks: watch-page
sed -i "s|http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port/|http://localhost:9090/graph|" /etc/prometheus/prometheus.yml
systemctl reload prometheus
sleep 20   # until the last answer of the other page is old
