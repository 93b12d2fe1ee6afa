#!/bin/bash
# The reader may write as well.
# on: store
# breaks: 2.3.3
# checks: store-private
swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" post "files-$LABCHECK_PARAM_tenant" --write-acl "$LABCHECK_PARAM_tenant:reader" >/dev/null
