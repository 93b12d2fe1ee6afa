#!/bin/bash
# Prometheus does not run.
# on: monitor
# checks: version targets box-seen memory rule quiet tells
systemctl stop prometheus
