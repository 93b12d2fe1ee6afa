#!/bin/bash
# The template as it came, under the report's name.
# on: desk
# breaks: 1.1.3
rm "$LABCHECK_PARAM_folder/report.docx"
cp /root/template.odt "$LABCHECK_PARAM_folder/report.odt"
