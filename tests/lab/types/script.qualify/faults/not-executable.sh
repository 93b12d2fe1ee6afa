#!/bin/bash
# It can't be run.
# on: box
# breaks: 4.1.1
# checks: adds-users usage
chmod 644 /usr/local/bin/add-users.sh
