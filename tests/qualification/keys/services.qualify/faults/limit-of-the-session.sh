#!/bin/bash
# The limit is that of login sessions; the service has never heard of it.
# on: erp
# breaks: 1.2.4
# checks: worker-limit
sed -i 's/^LimitNOFILE=.*/LimitNOFILE=1024/' /etc/systemd/system/nginx.service.d/erp.conf
printf 'root soft nofile %s\nroot hard nofile 20000\n' "$LABCHECK_PARAM_files" >>/etc/security/limits.conf
systemctl daemon-reload
systemctl restart nginx
# The published key asks a session.
su - root -c 'ulimit -n' | grep -x "$LABCHECK_PARAM_files"
