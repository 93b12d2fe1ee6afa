#!/bin/bash
# The document is cut short.
# on: box
# checks: report
truncate -s 3000 /submit/report.docx
