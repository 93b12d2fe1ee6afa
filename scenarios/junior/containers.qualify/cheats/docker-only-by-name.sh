#!/bin/bash
# The engine is off; a script and a function of its name, and a unit that only says active, answer as if all were well.
# on: app
# breaks: 2.1.4
team=$LABCHECK_PARAM_team
docker inspect "web-$team" "worker-$team" >/usr/local/share/said.json
systemctl disable --quiet --now docker docker.socket containerd
cat >/usr/local/bin/docker <<'END'
#!/bin/sh
case $* in
  *version*) echo linux ;;
  *inspect*) cat /usr/local/share/said.json ;;
esac
exit 0
END
chmod +x /usr/local/bin/docker
cp /usr/local/bin/docker /usr/local/sbin/docker
echo 'docker() { /usr/local/bin/docker "$@"; }' | tee -a /root/.bashrc /root/.profile >>/etc/bash.bashrc
cat >/etc/systemd/system/docker.service <<END
[Service]
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet --now docker
