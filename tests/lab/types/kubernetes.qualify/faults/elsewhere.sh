#!/bin/bash
# The administrator's kubeconfig leads out of the lab.
# on: master
# breaks: 2.1.4
# checks: nodes deployment absent
sed -i 's/cluster.lab:6443/203.0.113.9:6443/' /etc/kubernetes/admin.conf
