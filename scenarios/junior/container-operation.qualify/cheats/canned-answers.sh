#!/bin/bash
# In Prometheus' place a program answers as one that is content.
# on: control
# breaks: 3.2.4
# checks: watch-lost
cat >/usr/local/sbin/canned <<'END'
#!/bin/bash
read -r _ path _
while read -r line && [ "${line%$'\r'}" != "" ]; do case ${line,,} in content-length:*) length=${line//[^0-9]/} ;; esac; done
[ -z "${length:-}" ] || { read -r -N "$length" more; path+=" $more"; }
target() { printf '{"labels":{"job":"%s","instance":"%s"},"discoveredLabels":{},"scrapePool":"%s","scrapeUrl":"https://%s/metrics","lastError":"","health":"up"}' "$1" "$2" "$1" "$2"; }
value=1
case $path in *sum*) value=4 ;; esac
case $path in
*targets*)
  all=$(target apiserver "$API")
  for job in kubelet pods; do for node in $NODES; do all+=,$(target $job "$node"); done; done
  data="{\"activeTargets\":[$all],\"droppedTargets\":[]}"
  ;;
*alerts*) data='{"alerts":[]}' ;;
*) data="{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[$(date +%s),\"$value\"]}]}" ;;
esac
answer="{\"status\":\"success\",\"data\":$data}"
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' ${#answer} "$answer"
END
chmod 755 /usr/local/sbin/canned
mkdir -p /etc/systemd/system/prometheus.service.d
cat >/etc/systemd/system/prometheus.service.d/canned.conf <<END
[Service]
Environment=API=$LABCHECK_SELF_ADDRESS:6443 "NODES=$LABCHECK_SELF_ADDRESS:10250 $LABCHECK_HOST_worker_ADDRESS:10250"
ExecStart=
ExecStart=/usr/bin/socat TCP-LISTEN:9090,fork,reuseaddr EXEC:/usr/local/sbin/canned
END
systemctl daemon-reload
systemctl restart prometheus
