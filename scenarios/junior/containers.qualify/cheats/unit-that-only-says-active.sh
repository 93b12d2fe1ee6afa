#!/bin/bash
# The engine was started by hand; its service is a sleeping program.
# on: app
# breaks: 2.1.4
systemctl disable --quiet --now docker docker.socket
cat >/etc/systemd/system/docker.service <<END
[Service]
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet --now docker
systemd-run --unit by-hand /usr/sbin/dockerd
for _ in $(seq 60); do
  if docker version >/dev/null 2>&1; then break; fi
  sleep 0.5
done
docker start "web-$LABCHECK_PARAM_team" "worker-$LABCHECK_PARAM_team"
