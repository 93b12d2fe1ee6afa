#!/bin/bash
# Two of three have died: nobody leads.
# on: kv[1] kv[2]
# checks: healthy one-leads all-know-it agrees settings
systemctl stop etcd
sleep 3  # until the one that is left sees it
