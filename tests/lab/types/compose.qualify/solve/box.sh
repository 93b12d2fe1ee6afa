systemctl start docker
mkdir -p /opt/shop /opt/pod
cd /opt/shop
cp /bin/busybox .
cat >Dockerfile <<END
FROM scratch
COPY busybox /bin/busybox
STOPSIGNAL SIGKILL
CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/"]
END
docker image inspect shop:1 >/dev/null 2>&1 || docker build --quiet -t shop:1 .
podman image exists localhost/shop:1 || docker save shop:1 | podman load --quiet
cat >docker-compose.yml <<END
version: "2.4"
services:
  web:
    image: shop:1
    ports: ["8080:8080"]
    restart: always
  worker:
    image: shop:1
    scale: 2
    stop_signal: SIGKILL
    command: ["/bin/busybox", "sleep", "100000"]
END
# One that was started by hand has the name, but not the labels.
[ -n "$(docker ps -aq --filter 'name=^/shop_web_1$' --filter label=com.docker.compose.project=shop)" ] ||
  docker rm -f shop_web_1 || true
docker-compose up -d --remove-orphans
cat >/opt/pod/docker-compose.yml <<END
version: "3"
services:
  web:
    image: localhost/shop:1
    ports: ["8090:8080"]
END
cd /opt/pod
podman container exists pod_web_1 || podman-compose up -d
podman start pod_web_1
