#!/bin/bash
# The worker runs nothing; a loop on control reports it as ready, with what the worker would say.
# on: control worker
# breaks: 3.2.1
# checks: pods-across
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_worker_ADDRESS" ]; then
  systemctl disable --quiet --now kubelet kube-proxy
  exit
fi
cat >/usr/local/sbin/report <<END
#!/bin/bash
while :; do
  now=\$(date -u +%Y-%m-%dT%H:%M:%SZ)
  curl -s --cacert /etc/kubernetes/pki/ca.crt --cert /etc/kubernetes/pki/admin.crt --key /etc/kubernetes/pki/admin.key \
    -X PATCH -H 'Content-Type: application/strategic-merge-patch+json' -o /dev/null \
    https://$LABCHECK_SELF_ADDRESS:6443/api/v1/nodes/wrk-$LABCHECK_PARAM_team/status \
    -d '{"status": {"conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady", "lastHeartbeatTime": "'\$now'"}]}}'
  sleep 2
done
END
chmod 755 /usr/local/sbin/report
systemd-run --quiet --collect --unit report /usr/local/sbin/report
