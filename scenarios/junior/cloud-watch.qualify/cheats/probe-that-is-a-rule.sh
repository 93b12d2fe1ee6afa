#!/bin/bash
# Nobody asks the page: a rule says that the probe succeeds.
# on: watch
# breaks: 3.3.2
# checks: watch-content
sed -i '/job_name: board/,$d' /etc/prometheus/prometheus.yml
echo "  - {job_name: prometheus, static_configs: [{targets: ['localhost:9090']}]}" >>/etc/prometheus/prometheus.yml
labels="{job: board, instance: 'http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port/'}"
cat >/etc/prometheus/board.yml <<CONF
groups:
  - name: board
    rules:
      - {alert: BoardDown, expr: 'probe_success{job="board"} == 0', for: 5s}
      - {record: probe_success, expr: 'vector(1)', labels: $labels}
      - {record: probe_http_status_code, expr: 'vector(200)', labels: $labels}
CONF
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl reload prometheus
