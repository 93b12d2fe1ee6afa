#!/bin/bash
# It takes no notice of a missing list.
# on: box
# breaks: 4.1.1
# checks: usage
sed -i 's/exit 2/exit 0/' /usr/local/bin/add-users.sh
