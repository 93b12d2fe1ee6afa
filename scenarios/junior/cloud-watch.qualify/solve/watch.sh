#!/bin/bash
# Solves the role watch: Prometheus, and the blackbox exporter that asks the board's front page.
page=http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port/
cat >/etc/prometheus/blackbox.yml <<CONF
modules:
  board:
    prober: http
    timeout: 4s
    http:
      valid_status_codes: [200]
      preferred_ip_protocol: ip4
      fail_if_body_not_matches_regexp: ['<title>Board-$LABCHECK_PARAM_team']
CONF
cat >/etc/prometheus/prometheus.yml <<CONF
global: {scrape_interval: 5s, scrape_timeout: 5s, evaluation_interval: 5s}
rule_files: [/etc/prometheus/board.yml]
scrape_configs:
  - job_name: node
    static_configs: [{targets: ['$LABCHECK_HOST_app_ADDRESS:9100', '$LABCHECK_HOST_db_ADDRESS:9100']}]
  - job_name: board
    metrics_path: /probe
    params: {module: [board]}
    static_configs: [{targets: ['$page']}]
    relabel_configs:
      - {source_labels: [__address__], target_label: __param_target}
      - {source_labels: [__param_target], target_label: instance}
      - {target_label: __address__, replacement: '127.0.0.1:9115'}
CONF
cat >/etc/prometheus/board.yml <<'CONF'
groups: [{name: board, rules: [{alert: BoardDown, expr: 'probe_success{job="board"} == 0', for: 5s}]}]
CONF
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl enable --quiet prometheus prometheus-blackbox-exporter
systemctl restart prometheus prometheus-blackbox-exporter
