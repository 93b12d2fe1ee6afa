#!/bin/bash
# It is not there.
# on: box
# checks: adds-users usage
rm /usr/local/bin/add-users.sh
