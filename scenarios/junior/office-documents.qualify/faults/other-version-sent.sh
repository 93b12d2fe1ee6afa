#!/bin/bash
# The PDF was saved again after it had been sent.
# on: desk
# breaks: 1.1.3
# checks: report-delivered
echo >>"$LABCHECK_PARAM_folder/report.pdf"
