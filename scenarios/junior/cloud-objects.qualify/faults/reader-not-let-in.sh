#!/bin/bash
# The reader may read nothing.
# on: store
# breaks: 2.3.3
# checks: store-private
swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" post "files-$LABCHECK_PARAM_tenant" --read-acl '' >/dev/null
