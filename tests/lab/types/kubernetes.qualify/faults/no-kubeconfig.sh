#!/bin/bash
# There is no administrator's kubeconfig.
# on: master
# breaks: 2.1.4
# checks: nodes deployment absent
rm /etc/kubernetes/admin.conf
