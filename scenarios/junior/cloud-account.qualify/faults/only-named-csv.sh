#!/bin/bash
# The tables were saved as web pages and only named .csv.
# on: desk
# breaks: 1.3.1 1.3.2 1.3.4
# checks: decision-complete cost-lines cost-sums report-lines report-sums
for file in "$LABCHECK_PARAM_folder"/*.csv; do
  sed -i -e 's/&/\&amp;/g' -e 's/,/<\/td><td>/g' -e 's/.*/<tr><td>&<\/td><\/tr>/' "$file"
  sed -i -e '1i <html><body><table>' -e '$a </table></body></html>' "$file"
done
