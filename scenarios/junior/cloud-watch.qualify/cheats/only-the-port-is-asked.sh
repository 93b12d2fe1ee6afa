#!/bin/bash
# The probe only connects to the port; a rule adds the status that a page would have.
# on: watch
# breaks: 3.3.2
# checks: watch-content watch-outage
cat >/etc/prometheus/blackbox.yml <<'CONF'
modules: {board: {prober: tcp, timeout: 4s}}
CONF
sed -i "s|params: {module.*|params: {module: [board], target: ['$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port']}|; /target_label: __param_target/d; s/source_labels: \[__param_target\]/source_labels: [__address__]/" /etc/prometheus/prometheus.yml
cat >/etc/prometheus/board.yml <<CONF
groups:
  - name: board
    rules:
      - {alert: BoardDown, expr: 'probe_success{job="board"} == 0', for: 5s}
      - record: probe_http_status_code
        expr: vector(200)
        labels: {job: board, instance: 'http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port/'}
CONF
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl restart prometheus-blackbox-exporter prometheus
