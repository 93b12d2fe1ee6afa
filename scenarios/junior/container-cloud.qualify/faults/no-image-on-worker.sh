#!/bin/bash
# The image is on one node only.
# on: worker
# breaks: 3.2.1
# checks: pods-across
ctr -n k8s.io images rm docker.io/lab/tools:1 >/dev/null
systemctl restart kubelet
