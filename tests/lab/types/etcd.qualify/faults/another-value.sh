#!/bin/bash
# A setting is another.
# on: kv[0]
# breaks: 2.3.5
# checks: settings
curl -sf http://127.0.0.1:2379/v3/kv/put -d "{\"key\":\"$(printf shop/port | base64)\",\"value\":\"$(printf 8081 | base64)\"}"
