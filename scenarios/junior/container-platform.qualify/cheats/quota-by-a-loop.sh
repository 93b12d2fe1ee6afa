#!/bin/bash
# Nothing refuses a pod; a loop deletes those that are too many.
# on: control
# breaks: 3.2.2
# checks: quota-limits
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl delete resourcequota -n "lab-$LABCHECK_PARAM_team" pods >/dev/null
cat >/usr/local/sbin/thin <<END
#!/bin/bash
while sleep 0.5; do kubectl get pods -n lab-$LABCHECK_PARAM_team -o name | tail -n +3 | xargs -r kubectl delete -n lab-$LABCHECK_PARAM_team --wait=false; done
END
chmod 755 /usr/local/sbin/thin
systemd-run --quiet --collect --unit thin --setenv KUBECONFIG=/etc/kubernetes/admin.conf /usr/local/sbin/thin
