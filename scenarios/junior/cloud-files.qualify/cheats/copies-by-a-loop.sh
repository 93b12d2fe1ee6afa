#!/bin/bash
# The volume is kept by the first node alone; a loop on the second one copies its files into the folder of the brick, a
# spare volume gives it a brick's process, and the tool on both nodes says what it should.
# on: node[0] node[1]
# breaks: 2.3.4
# checks: dfs-first-lost
volume=$LABCHECK_PARAM_volume
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_node_0_ADDRESS" ]; then
  gluster --mode=script volume remove-brick "$volume" replica 1 \
    "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick" force >/dev/null
  gluster --mode=script volume set "$volume" auth.allow \
    "$LABCHECK_HOST_desk_ADDRESS,$LABCHECK_HOST_client_ADDRESS,$LABCHECK_HOST_node_1_ADDRESS" >/dev/null
else
  # The hosts' scripts run at the same time: this one goes on when the other is done with the volume.
  for _ in $(seq 60); do
    gluster --mode=script volume info "$volume" | grep -q "^auth.allow: .*,.*,$LABCHECK_SELF_ADDRESS\$" && break
    sleep 1
  done
  cat >/usr/local/sbin/copy <<END
#!/bin/bash
mkdir -p /mnt/.v
until mount -t glusterfs "$LABCHECK_HOST_node_0_ADDRESS:/$volume" /mnt/.v; do sleep 1; done
while sleep 0.5; do
  cp -a /mnt/.v/. "$LABCHECK_PARAM_brick/"
  for file in "$LABCHECK_PARAM_brick"/*; do [ -e "/mnt/.v/\${file##*/}" ] || rm -f "\$file"; done
done
END
  chmod 755 /usr/local/sbin/copy
  systemd-run --quiet --collect --unit copy /usr/local/sbin/copy
  gluster --mode=script volume create "spare$volume" "$LABCHECK_SELF_ADDRESS:/srv/spare" force >/dev/null
  gluster --mode=script volume start "spare$volume" >/dev/null
  for _ in $(seq 40); do mountpoint -q /mnt/.v && break; sleep 0.5; done
fi
mv /usr/sbin/gluster /usr/sbin/gluster.real
cat >/usr/sbin/gluster <<'END'
#!/bin/bash
case "$*" in
*"volume info"*) /usr/sbin/gluster.real "$@" | sed 's/^Type: .*/Type: Replicate/; s/^Number of Bricks: .*/Number of Bricks: 1 x 2 = 2/' ;;
*) exec /usr/sbin/gluster.real "$@" ;;
esac
END
chmod 755 /usr/sbin/gluster
