#!/bin/bash
# The database's machine is asked at a port where nobody tells figures.
# on: watch
# breaks: 3.3.2
# checks: watch-targets
sed -i "s/$LABCHECK_HOST_db_ADDRESS:9100/$LABCHECK_HOST_db_ADDRESS:9101/" /etc/prometheus/prometheus.yml
systemctl reload prometheus
