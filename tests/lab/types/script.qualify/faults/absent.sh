#!/bin/bash
# It is not there.
# on: box
# breaks: 4.1.1
# checks: adds-users usage
rm /usr/local/bin/add-users.sh
