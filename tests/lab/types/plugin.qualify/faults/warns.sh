#!/bin/bash
# The plugin warns.
# on: box
# breaks: 1.1.4
# checks: installed
printf '#!/bin/sh\necho SHOP slow\nexit 1\n' >/usr/lib/nagios/plugins/check_shop
