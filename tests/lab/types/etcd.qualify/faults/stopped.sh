#!/bin/bash
# A member has died.
# on: kv[2]
# breaks: 2.3.5
# checks: healthy all-know-it
systemctl stop etcd
