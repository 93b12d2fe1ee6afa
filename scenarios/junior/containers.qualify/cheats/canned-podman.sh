#!/bin/bash
# The podman in place of the packaged one describes a container that was removed; the server itself answers on the port.
# on: edge
# breaks: 2.1.4
team=$LABCHECK_PARAM_team
podman container inspect "edge-$team" >/usr/local/share/said.json
volume=$(podman volume inspect -f '{{.Mountpoint}}' "data-$team")
systemctl stop "edge-$team"
mv /usr/bin/podman /usr/lib/podman-true
cat >/usr/bin/podman <<'END'
#!/bin/bash
case "$*" in
  "container inspect -f"*) pidof busybox ;;
  "container inspect"*) sed "s/\"Pid\": [0-9]*/\"Pid\": $(pidof busybox)/" /usr/local/share/said.json ;;
  cp*) cp "$2" "${3#*:}" ;;
  *) exec /usr/lib/podman-true "$@" ;;
esac
END
chmod +x /usr/bin/podman
cat >"/etc/systemd/system/edge-$team.service" <<END
[Service]
ExecStart=/bin/busybox httpd -f -p $LABCHECK_PARAM_edge_port -h $volume
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl reenable --quiet "edge-$team"
systemctl start "edge-$team"
