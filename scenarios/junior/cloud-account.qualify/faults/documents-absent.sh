#!/bin/bash
# Nothing was handed in.
# on: desk
# breaks: 1.3.1 1.3.2 1.3.4
# checks: decision-complete cost-lines cost-prices cost-sums report-lines report-sums
rm -r "$LABCHECK_PARAM_folder"
