#!/bin/bash
# What kubelets said once is served by a file server on control, under the nodes' addresses.
# on: control
# breaks: 3.2.4
# checks: watch-pod
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
mkdir -p /srv/played
for node in "ctl-$LABCHECK_PARAM_team" "wrk-$LABCHECK_PARAM_team"; do
  for _ in $(seq 60); do kubectl get --raw "/api/v1/nodes/$node/proxy/metrics/resource" >"/srv/played/$node" 2>/dev/null && break; sleep 1; done
done
systemd-run --quiet --collect --unit played /bin/busybox httpd -f -p 127.0.0.1:8070 -h /srv/played
sed -i '/job_name: kubelet/,$d' /etc/prometheus/prometheus.yml
for job in kubelet pods; do
  for played in "ctl-$LABCHECK_PARAM_team $LABCHECK_SELF_ADDRESS" "wrk-$LABCHECK_PARAM_team $LABCHECK_HOST_worker_ADDRESS"; do
    cat >>/etc/prometheus/prometheus.yml <<CONF
  - job_name: $job-${played#* }
    metrics_path: /${played% *}
    static_configs: [{targets: ['127.0.0.1:8070'], labels: {instance: '${played#* }:10250'}}]
    relabel_configs: [{target_label: job, replacement: $job}]
CONF
  done
done
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl restart prometheus
