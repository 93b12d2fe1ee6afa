#!/bin/bash
# What is for everybody wants a login.
# on: store
# breaks: 2.3.3
# checks: store-public
swift -A "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_store_port/auth/v1.0" -U "$LABCHECK_PARAM_tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" post "press-$LABCHECK_PARAM_tenant" --read-acl "$LABCHECK_PARAM_tenant:*" >/dev/null
