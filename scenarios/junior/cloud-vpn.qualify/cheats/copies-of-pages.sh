#!/bin/bash
# The other site's pages are the gate's own: its address is here, too, and a copy of its folder.
# on: hq branch
# breaks: 2.2.4
# checks: vpn-to-branch
[ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_hq_ADDRESS" ] || exit 0
ip address add "$LABCHECK_PARAM_branch_net.1/24" dev site
systemd-run --quiet --collect --unit other-pages /usr/bin/python3 -m http.server "$LABCHECK_PARAM_port" \
  --bind "$LABCHECK_PARAM_branch_net.1" --directory "$LABCHECK_PARAM_site"
