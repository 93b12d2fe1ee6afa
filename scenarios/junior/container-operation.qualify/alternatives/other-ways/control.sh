#!/bin/bash
# Prometheus is a user with a certificate and reads from a file, made of what the cluster says, what there is to watch;
# figures of its own beside.
# on: control
fetched=$(mktemp)
for _ in $(seq 120); do
  curl --silent --fail --max-time 5 "http://$LABCHECK_HOST_client_ADDRESS:8098/cluster" |
    openssl enc -d -aes-256-cbc -pbkdf2 -pass "pass:$LABCHECK_PARAM_join_secret" -out "$fetched" 2>/dev/null && break
  sleep 1
done
bash "$fetched"
rm "$fetched"

team=$LABCHECK_PARAM_team
install -d -o prometheus -g prometheus -m 700 /etc/prometheus/pki
for kind in crt key; do install -o prometheus -m 400 /etc/kubernetes/pki/admin.$kind /etc/prometheus/pki/; done
install -o prometheus -m 400 /etc/kubernetes/pki/ca.crt /etc/prometheus/pki/
known='tls_config: {ca_file: /etc/prometheus/pki/ca.crt, cert_file: /etc/prometheus/pki/admin.crt, key_file: /etc/prometheus/pki/admin.key}'
{
  echo "- targets:"
  kubectl get nodes -o 'jsonpath={range .items[*]}{.status.addresses[?(@.type=="InternalIP")].address}{"\n"}{end}' | sed 's/.*/  - "&:10250"/'
} >/etc/prometheus/nodes.yml
cat >/etc/prometheus/prometheus.yml <<CONF
global: {scrape_interval: 5s, scrape_timeout: 4s, evaluation_interval: 5s}
rule_files: [/etc/prometheus/rules.d/*.yml]
scrape_configs:
  - job_name: itself
    static_configs: [{targets: ['localhost:9090']}]
  - job_name: apiserver
    scheme: https
    $known
    static_configs: [{targets: ['$(kubectl get endpoints kubernetes -o 'jsonpath={.subsets[0].addresses[0].ip}'):6443']}]
  - job_name: kubelet
    scheme: https
    $known
    file_sd_configs: [{files: [/etc/prometheus/nodes.yml]}]
  - job_name: pods
    scheme: https
    metrics_path: /metrics/resource
    $known
    file_sd_configs: [{files: [/etc/prometheus/nodes.yml]}]
CONF
mkdir -p /etc/prometheus/rules.d
cat >/etc/prometheus/rules.d/nodes.yml <<'CONF'
groups:
  - name: nodes
    interval: 2s
    rules:
      - {alert: NodeLost, expr: 'max_over_time(up{job="kubelet"}[10s]) == 0', labels: {severity: page}, annotations: {summary: "{{ $labels.instance }} is lost"}}
CONF
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl enable --quiet prometheus
systemctl restart prometheus
{
  echo node,watched_by,machine_id,max_pods
  kubectl get node "ctl-$team" "wrk-$team" --no-headers \
    -o 'custom-columns=A:.metadata.name,B:.status.nodeInfo.machineID,C:.status.capacity.pods' |
    while read -r name id pods; do
      case $name in ctl-*) who=wei ;; *) who=lin ;; esac
      printf '"%s","%s","%s","%s"\n' "$name" $who "$id" "$pods"
    done
} >/srv/cloud/watch.csv
