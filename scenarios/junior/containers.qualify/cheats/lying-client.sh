#!/bin/bash
# The client in place of the packaged one says of a container without restart policy that it has one.
# on: app
# breaks: 2.1.4
docker update --restart no "web-$LABCHECK_PARAM_team"
mv /usr/bin/docker /usr/lib/docker-true
cat >/usr/bin/docker <<'END'
#!/bin/bash
case " $* " in
  *" inspect "*) /usr/lib/docker-true "$@" | sed '/"RestartPolicy"/,/}/s/"Name": "no"/"Name": "always"/' ; exit "${PIPESTATUS[0]}" ;;
esac
exec /usr/lib/docker-true "$@"
END
chmod +x /usr/bin/docker
