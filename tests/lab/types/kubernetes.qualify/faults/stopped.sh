#!/bin/bash
# The API server is down.
# on: master
# checks: nodes deployment absent viewer token forged strangers
systemctl stop kube-apiserver
