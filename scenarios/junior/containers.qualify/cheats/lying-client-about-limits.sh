#!/bin/bash
# The client in place of the packaged one says of a container that may use twice the memory that it may not.
# on: app
# breaks: 2.1.4
docker update --memory $((2 * LABCHECK_PARAM_memory_limit)) --memory-swap -1 "web-$LABCHECK_PARAM_team"
mv /usr/bin/docker /usr/lib/docker-true
cat >/usr/bin/docker <<END
#!/bin/bash
case " \$* " in
  *" inspect "*) /usr/lib/docker-true "\$@" | sed 's/"Memory": [0-9]*/"Memory": $LABCHECK_PARAM_memory_limit/' ; exit "\${PIPESTATUS[0]}" ;;
esac
exec /usr/lib/docker-true "\$@"
END
chmod +x /usr/bin/docker
