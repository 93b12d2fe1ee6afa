#!/bin/bash
# The report was copied in part only.
# on: desk
# breaks: 1.1.3
# checks: report-sections report-table
truncate -s 3000 "$LABCHECK_PARAM_folder/report.docx"
