#!/bin/bash
# Two of three have died: nobody leads.
# on: kv[1] kv[2]
# breaks: 2.3.5
# checks: healthy one-leads all-know-it agrees settings
systemctl stop etcd
sleep 3  # until the one that is left sees it
