#!/bin/bash
# A member has died.
# on: kv[2]
# checks: healthy all-know-it
systemctl stop etcd
