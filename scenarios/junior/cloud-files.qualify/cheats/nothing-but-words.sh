#!/bin/bash
# No volume is served; the tool on the nodes says there is one.
# on: node[0] node[1]
# breaks: 2.3.4
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_node_0_ADDRESS" ]; then
  gluster --mode=script volume stop "$LABCHECK_PARAM_volume" force >/dev/null
fi
cat >/usr/local/sbin/gluster <<END
#!/bin/sh
case "\$*" in
*pool*) printf 'UUID\tHostname\tState\n1\tlocalhost\tConnected\n2\tother\tConnected\n' ;;
*) printf 'Volume Name: $LABCHECK_PARAM_volume\nType: Replicate\nStatus: Started\nNumber of Bricks: 1 x 2 = 2\n' ;;
esac
END
chmod 755 /usr/local/sbin/gluster
