#!/bin/bash
# Everything on app described in one file for docker-compose, pages in a directory of the server.
# on: app
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
cat >/etc/network/interfaces.d/eth1 <<END
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
END
ifup eth1

systemctl enable --quiet --now docker
mkdir -p /opt/site "/srv/data-$team" && cd /opt/site
cp /bin/busybox .
printf %s "$LABCHECK_PARAM_build_id" >version.txt
cat >Dockerfile <<END
FROM scratch
LABEL team="$team"
COPY busybox /bin/
ADD version.txt /www/
STOPSIGNAL SIGKILL
ENTRYPOINT ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
END
cat >docker-compose.yml <<END
version: "2.4"
services:
  web:
    build: .
    image: $image
    container_name: web-$team
    ports: ["$LABCHECK_PARAM_web_port:8080"]
    volumes: ["/srv/data-$team:/www"]
    mem_limit: $LABCHECK_PARAM_memory_limit
    restart: unless-stopped
    networks: [site]
  worker:
    image: $image
    container_name: worker-$team
    restart: unless-stopped
    networks: [site]
networks:
  site:
    name: net-$team
END
docker-compose build --quiet
docker-compose up -d
docker save "$image" >/var/tmp/image.tar
mv /var/tmp/image.tar "/srv/data-$team/image.tar"
