#!/bin/bash
# The box gives no figures.
# on: box
# breaks: 2.3.5
# checks: targets box-seen memory quiet
systemctl stop prometheus-node-exporter
sleep 7  # two scrapes
