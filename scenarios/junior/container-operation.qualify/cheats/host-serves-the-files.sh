#!/bin/bash
# The worker itself serves the folder under the keeper's port, and control passes it on.
# on: control worker
# breaks: 3.2.3
# checks: data-kept
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_control_ADDRESS" ]; then
  kubectl delete service -n "shop-$LABCHECK_PARAM_team" keeper >/dev/null
  systemd-run --quiet --collect --unit passed socat "TCP-LISTEN:$LABCHECK_PARAM_keeper_port,fork,reuseaddr" "TCP:$LABCHECK_HOST_worker_ADDRESS:$LABCHECK_PARAM_keeper_port"
  exit
fi
sleep 5
for _ in $(seq 60); do
  systemctl is-active --quiet served || systemd-run --quiet --collect --unit served /bin/busybox httpd -f -p "$LABCHECK_PARAM_keeper_port" -h "/srv/volume-$LABCHECK_PARAM_team"
  sleep 1
  systemctl is-active --quiet served && break
done
