#!/bin/bash
# Prometheus does not run.
# on: monitor
# breaks: 2.3.5
# checks: version targets box-seen memory rule quiet tells
systemctl stop prometheus
