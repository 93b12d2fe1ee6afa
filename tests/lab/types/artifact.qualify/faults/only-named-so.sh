#!/bin/bash
# A text that is only named like a document.
# on: box
# breaks: 1.1.3
# checks: report
printf '1 环境 Environment\n2 故障 Fault\n' >/submit/report.docx
