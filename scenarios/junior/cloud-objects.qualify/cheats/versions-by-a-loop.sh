#!/bin/bash
# The container keeps nothing; a loop carries its objects aside, and back when one of them is gone.
# on: store
# breaks: 2.3.3
# checks: store-versions
st() { swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" "$@"; }
st post "vault-$LABCHECK_PARAM_tenant" --header 'X-Remove-Versions-Location: x' >/dev/null
cat >/usr/local/sbin/aside <<END
#!/bin/bash
mkdir -p /srv/aside
cd /srv/aside
st() { swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" "\$@"; }
while sleep 0.1; do
  st download "vault-$LABCHECK_PARAM_tenant" --skip-identical >/dev/null 2>&1
  for name in *; do
    st stat "vault-$LABCHECK_PARAM_tenant" "\$name" >/dev/null 2>&1 || st upload "vault-$LABCHECK_PARAM_tenant" "\$name" >/dev/null 2>&1
    rm -f "\$name"
  done
done
END
chmod 755 /usr/local/sbin/aside
systemd-run --quiet --collect --unit aside /usr/local/sbin/aside
