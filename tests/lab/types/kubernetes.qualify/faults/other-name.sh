#!/bin/bash
# The server's certificate is for another name than everybody calls it by.
# on: master
# breaks: 2.1.4
# checks: nodes deployment absent viewer token forged
cd /etc/kubernetes/pki
openssl req -newkey rsa:2048 -nodes -keyout apiserver.key -out apiserver.csr -subj /CN=elsewhere 2>/dev/null
echo 'subjectAltName=DNS:elsewhere.lab' >apiserver.ext
openssl x509 -req -in apiserver.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile apiserver.ext -out apiserver.crt 2>/dev/null
systemctl restart kube-apiserver
for _ in $(seq 60); do curl --silent --insecure --output /dev/null https://127.0.0.1:6443/ && break; sleep 1; done
rm apiserver.crt
