#!/bin/bash
# The hosts don't ask the supplier but make prices themselves.
# on: app[0] app[1] app[2]
# breaks: 3.3.4
# checks: scale-hosts
sed -i "s|\\\$price = .*|\\\$price = substr(hash('sha256', 'price $LABCHECK_PARAM_seed ' . \\\$item), 0, 12);|" /srv/shop/common.php
grep -q sha256 /srv/shop/common.php
