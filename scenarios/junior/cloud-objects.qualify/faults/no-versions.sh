#!/bin/bash
# What is overwritten is gone.
# on: store
# breaks: 2.3.3
# checks: store-versions
swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" post "vault-$LABCHECK_PARAM_tenant" --header 'X-Remove-Versions-Location: x' >/dev/null
