ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
cat >/etc/prometheus/prometheus.yml <<CONF
global: {scrape_interval: 3s, scrape_timeout: 3s, evaluation_interval: 1s}
rule_files: [/etc/prometheus/hosts.yml]
alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:9093']}]}]}
scrape_configs:
  - job_name: node
    static_configs: [{targets: ['127.0.0.1:9100', '$LABCHECK_HOST_box_ADDRESS:9100']}]
CONF
cat >/etc/prometheus/hosts.yml <<'CONF'
groups: [{name: hosts, rules: [{alert: HostDown, expr: up == 0, labels: {severity: page}}]}]
CONF
systemctl enable --quiet prometheus prometheus-node-exporter
# What an earlier setting left behind would count for five minutes more.
systemctl stop prometheus
systemctl restart prometheus-node-exporter
rm -rf /var/lib/prometheus/metrics2
until curl -sf http://127.0.0.1:9100/ >/dev/null; do sleep 0.1; done
systemctl start prometheus
until curl -sf http://127.0.0.1:9090/-/ready >/dev/null; do sleep 0.1; done
