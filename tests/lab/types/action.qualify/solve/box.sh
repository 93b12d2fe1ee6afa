#!/bin/bash
ip link show dev eth1 >/dev/null
ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip address replace fd60::11/64 dev eth1 nodad
ip link set dev eth1 up
ip route replace 10.99.0.0/24 via 192.168.60.12 dev eth1

unit() {
  cat >"/etc/systemd/system/$1.service" <<END
[Service]
$2
END
}
cp -u /bin/sleep /usr/local/bin/loop-of-the-box
unit loop 'ExecStart=/usr/local/bin/loop-of-the-box infinity'
unit keeper "ExecStart=/bin/sh -c 'echo \$\$\$\$ >/run/keeper.pid; exec sleep infinity'
Restart=always
RestartSec=1"
systemctl daemon-reload
systemctl reset-failed
systemctl start loop keeper docker

image() { tar -C /bin -c busybox | "$1" import -c 'CMD ["/busybox", "sleep", "1000000"]' - local/idle >/dev/null; }
docker image inspect local/idle >/dev/null 2>&1 || image docker
podman image inspect local/idle >/dev/null 2>&1 || image podman
docker container inspect web >/dev/null 2>&1 || docker create --name web --stop-signal KILL local/idle
podman container inspect job >/dev/null 2>&1 || podman create --name job --network none local/idle
docker start web
[ "$(podman container inspect -f '{{.State.Status}}' job)" = running ] || podman start job </dev/null >/dev/null 2>&1
