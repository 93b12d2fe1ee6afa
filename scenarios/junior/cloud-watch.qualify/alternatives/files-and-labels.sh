#!/bin/bash
# Targets in files, labels given by hand, an alert without delay, and the server's own figures besides.
# on: watch
cat >/etc/prometheus/blackbox.yml <<CONF
modules:
  http_2xx: {prober: http, http: {preferred_ip_protocol: ip4}}
  notice_board:
    prober: http
    timeout: 3s
    http: {preferred_ip_protocol: ip4, follow_redirects: true, fail_if_body_not_matches_regexp: ['(?i)<title>board-$LABCHECK_PARAM_team']}
CONF
mkdir -p /etc/prometheus/targets
printf -- "- targets: ['%s:9100', '%s:9100']\n" "$LABCHECK_HOST_app_ADDRESS" "$LABCHECK_HOST_db_ADDRESS" >/etc/prometheus/targets/node.yml
cat >/etc/prometheus/prometheus.yml <<CONF
global: {scrape_interval: 5s, scrape_timeout: 4s, evaluation_interval: 2s}
rule_files: ['/etc/prometheus/*.rules']
scrape_configs:
  - {job_name: prometheus, static_configs: [{targets: ['localhost:9090']}]}
  - {job_name: node, file_sd_configs: [{files: ['/etc/prometheus/targets/node.yml']}]}
  - job_name: board
    metrics_path: /probe
    params: {module: [notice_board], target: ['http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port/']}
    static_configs:
      - targets: ['$LABCHECK_SELF_ADDRESS:9115']
        labels: {instance: 'http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port/', kind: page}
CONF
cat >/etc/prometheus/board.rules <<'CONF'
groups:
  - name: board
    rules:
      - alert: BoardDown
        expr: 'max_over_time(probe_success{job="board"}[8s]) < 1 or absent(probe_success{job="board"})'
        labels: {severity: page}
CONF
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl enable --quiet prometheus prometheus-blackbox-exporter
systemctl restart prometheus prometheus-blackbox-exporter
