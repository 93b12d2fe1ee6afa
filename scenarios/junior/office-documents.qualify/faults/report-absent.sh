#!/bin/bash
# There is no report and there are no answers.
# on: desk
# breaks: 1.1.3 1.1.5
# checks: report-sections report-table report-pdf report-delivered search-answers
rm -r "$LABCHECK_PARAM_folder"
