#!/bin/bash
# The document is cut short.
# on: box
# breaks: 1.1.3
# checks: report
truncate -s 3000 /submit/report.docx
