#!/bin/bash
# The figures under the database's machine's name are the application's machine's.
# on: watch
# breaks: 3.3.2
# checks: watch-figures
cat >/tmp/relabel <<CONF
    relabel_configs:
      - {source_labels: [__address__], target_label: instance}
      - {target_label: __address__, replacement: '$LABCHECK_HOST_app_ADDRESS:9100'}
CONF
sed -i '/job_name: node/{n
r /tmp/relabel
}' /etc/prometheus/prometheus.yml
rm /tmp/relabel
promtool check config /etc/prometheus/prometheus.yml >/dev/null
systemctl reload prometheus
