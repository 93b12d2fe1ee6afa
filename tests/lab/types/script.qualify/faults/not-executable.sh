#!/bin/bash
# It can't be run.
# on: box
# checks: adds-users usage
chmod 644 /usr/local/bin/add-users.sh
