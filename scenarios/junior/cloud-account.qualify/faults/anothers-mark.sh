#!/bin/bash
# Tables and orders bear another candidate's mark.
# on: desk console
# breaks: 1.3.1 1.3.2 1.3.3 1.3.4
# checks: decision-complete cost-lines order-marked report-lines
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_console_ADDRESS" ]; then
  sed -i "s/$LABCHECK_PARAM_owner/k3n8w0q5z1xy/" /srv/console/state.json
else
  sed -i "s/$LABCHECK_PARAM_owner/k3n8w0q5z1xy/" "$LABCHECK_PARAM_folder"/*.csv
fi
