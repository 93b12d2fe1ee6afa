#!/bin/bash
# The certificate in the kubeconfig doesn't belong to its key.
# on: master
# breaks: 2.1.4
# checks: nodes deployment absent
sed -i "s|client-key-data: .*|client-key-data: $(base64 -w0 /etc/kubernetes/pki/viewer.key)}}|" /etc/kubernetes/admin.conf
