#!/bin/bash
# The container with a quota was never made.
# on: store
# breaks: 2.3.3
# checks: store-containers store-quota
swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" delete "scratch-$LABCHECK_PARAM_tenant" >/dev/null
