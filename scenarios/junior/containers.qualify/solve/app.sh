#!/bin/bash
# Solves the role app: an image of its own, two containers on a network, pages in a volume.
team=$LABCHECK_PARAM_team image=site-$LABCHECK_PARAM_team:$LABCHECK_PARAM_image_tag
cat >/etc/network/interfaces.d/eth1 <<END
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
END
ifup eth1

systemctl enable --quiet --now docker
mkdir -p /opt/site && cd /opt/site
cp /bin/busybox .
echo "$LABCHECK_PARAM_build_id" >version.txt
cat >Dockerfile <<END
FROM scratch
COPY busybox /bin/busybox
COPY version.txt /www/version.txt
LABEL team=$team
EXPOSE 8080
STOPSIGNAL SIGKILL
CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
END
docker build --quiet -t "$image" .
docker network create "net-$team"
docker volume create "data-$team"
docker run -d --name "web-$team" --network "net-$team" -p "$LABCHECK_PARAM_web_port:8080" -v "data-$team:/www" \
  --memory "$LABCHECK_PARAM_memory_limit" --restart always "$image"
docker run -d --name "worker-$team" --network "net-$team" --restart always "$image"
# Where the edge server fetches the image.
docker save -o /var/tmp/image.tar "$image"
chmod 644 /var/tmp/image.tar
mv /var/tmp/image.tar "$(docker volume inspect -f '{{.Mountpoint}}' "data-$team")/image.tar"
