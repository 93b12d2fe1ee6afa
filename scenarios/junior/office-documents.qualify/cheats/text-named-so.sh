#!/bin/bash
# Plain text under the names of documents: report, PDF, and a table of answers that is none.
# on: desk
# breaks: 1.1.3 1.1.5
cd "$LABCHECK_PARAM_folder" || exit
pandoc -t plain -o /root/report.txt report.docx
cp /root/report.txt report.docx
cp /root/report.txt report.pdf
sed -i 's/,/ /g' answers.csv
