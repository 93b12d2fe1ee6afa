#!/bin/bash
# What was overwritten is kept, but doesn't come back when the object is deleted.
# on: store
# breaks: 2.3.3
# checks: store-versions
swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" post "vault-$LABCHECK_PARAM_tenant" --header "X-History-Location: vault-old-$LABCHECK_PARAM_tenant" >/dev/null
