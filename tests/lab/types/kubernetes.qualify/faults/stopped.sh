#!/bin/bash
# The API server is down.
# on: master
# breaks: 2.1.4
# checks: nodes deployment absent viewer token forged strangers
systemctl stop kube-apiserver
