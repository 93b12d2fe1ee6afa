#!/bin/bash
# The kubeconfig trusts another authority than the server's certificate is from.
# on: master
# breaks: 2.1.4
# checks: nodes deployment absent
cd /tmp
openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.crt -subj /CN=kubernetes -days 365 2>/dev/null
sed -i "s|certificate-authority-data: .*|certificate-authority-data: $(base64 -w0 other.crt)}}|" /etc/kubernetes/admin.conf
