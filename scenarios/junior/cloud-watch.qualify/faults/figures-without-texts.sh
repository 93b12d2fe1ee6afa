#!/bin/bash
# The application's machine does not tell what lies in the folder for text files.
# on: app
# breaks: 3.3.2
# checks: watch-figures
echo 'ARGS="--no-collector.textfile"' >/etc/default/prometheus-node-exporter
systemctl restart prometheus-node-exporter
