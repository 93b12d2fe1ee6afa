#!/bin/bash
# The container takes anything.
# on: store
# breaks: 2.3.3
# checks: store-quota
swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" post "scratch-$LABCHECK_PARAM_tenant" --header 'X-Remove-Container-Meta-Quota-Bytes: x' >/dev/null
