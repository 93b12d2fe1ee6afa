#!/bin/bash
# The user's name is right; its certificate says it is the masters'.
# on: control
# breaks: 3.2.2
# checks: user-rights
cd /etc/kubernetes/pki
openssl req -newkey rsa:2048 -nodes -keyout x.key -out x.csr -subj "/O=system:masters/CN=dev-$LABCHECK_PARAM_team" 2>/dev/null
openssl x509 -req -in x.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out x.crt 2>/dev/null
sed -i "s/client-certificate-data: [^,]*/client-certificate-data: $(base64 -w0 x.crt)/; s/client-key-data: [^}]*/client-key-data: $(base64 -w0 x.key)/" /srv/cloud/dev.conf
