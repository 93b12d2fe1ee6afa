#!/bin/bash
# Solves the role control: the cluster is set up as the proctor's machine says; then it is watched (3.2.4).
fetched=$(mktemp)
for _ in $(seq 120); do
  curl --silent --fail --max-time 5 "http://$LABCHECK_HOST_client_ADDRESS:8098/cluster" |
    openssl enc -d -aes-256-cbc -pbkdf2 -pass "pass:$LABCHECK_PARAM_join_secret" -out "$fetched" 2>/dev/null && break
  sleep 1
done
bash "$fetched"
rm "$fetched"

# --- 3.2.4: Prometheus with the examiner's token, and who watches what
team=$LABCHECK_PARAM_team self=$LABCHECK_SELF_ADDRESS worker=$LABCHECK_HOST_worker_ADDRESS
install -o prometheus -g prometheus -m 400 /srv/cloud/examiner.token /etc/prometheus/cluster.token
cat >/etc/prometheus/prometheus.yml <<CONF
global: {scrape_interval: 5s, scrape_timeout: 5s, evaluation_interval: 5s}
rule_files: [/etc/prometheus/cluster.yml]
scrape_configs:
  - job_name: apiserver
    scheme: https
    tls_config: {ca_file: /srv/cloud/ca.crt}
    authorization: {credentials_file: /etc/prometheus/cluster.token}
    static_configs: [{targets: ['$self:6443']}]
  - job_name: kubelet
    scheme: https
    tls_config: {ca_file: /srv/cloud/ca.crt}
    authorization: {credentials_file: /etc/prometheus/cluster.token}
    static_configs: [{targets: ['$self:10250', '$worker:10250']}]
  - job_name: pods
    scheme: https
    metrics_path: /metrics/resource
    tls_config: {ca_file: /srv/cloud/ca.crt}
    authorization: {credentials_file: /etc/prometheus/cluster.token}
    static_configs: [{targets: ['$self:10250', '$worker:10250']}]
CONF
cat >/etc/prometheus/cluster.yml <<'CONF'
groups: [{name: cluster, rules: [{alert: NodeLost, expr: 'up{job="kubelet"} == 0', for: 5s}]}]
CONF
chmod 644 /srv/cloud/ca.crt
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl enable --quiet prometheus
systemctl restart prometheus
said() { kubectl get node "$1" -o "jsonpath={.metadata.name},$2,{.status.nodeInfo.machineID},{.status.capacity.pods}{'\n'}"; }
{
  echo node,watched_by,machine_id,max_pods
  said "ctl-$team" lin
  said "wrk-$team" wei
} >/srv/cloud/watch.csv
