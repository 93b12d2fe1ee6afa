#!/bin/bash
# There is no administrator's kubeconfig.
# on: master
# checks: nodes deployment absent
rm /etc/kubernetes/admin.conf
