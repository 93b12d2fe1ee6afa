#!/bin/bash
# A fourth member was announced and never came.
# on: kv[0]
# breaks: 2.3.5
# checks: members
# Members that have only just met take no further one.
until curl -sf http://127.0.0.1:2379/v3/cluster/member/add -d "{\"peerURLs\":[\"http://192.168.60.99:2380\"]}"; do sleep 1; done
