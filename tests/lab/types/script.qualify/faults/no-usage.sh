#!/bin/bash
# It takes no notice of a missing list.
# on: box
# checks: usage
sed -i 's/exit 2/exit 0/' /usr/local/bin/add-users.sh
