#!/bin/bash
# The API server's certificate is for this machine's loopback only.
# on: control
# breaks: 3.2.1
# checks: api-ready
cd /etc/kubernetes/pki
openssl req -newkey rsa:2048 -nodes -keyout apiserver.key -out x.csr -subj /CN=kube-apiserver 2>/dev/null
echo "subjectAltName=DNS:kubernetes,IP:10.96.0.1,IP:127.0.0.1" >x.ext
openssl x509 -req -in x.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile x.ext -out apiserver.crt 2>/dev/null
systemctl restart kube-apiserver
