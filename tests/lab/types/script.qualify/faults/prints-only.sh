#!/bin/bash
# It says that it made a user, and makes none.
# on: box
# checks: adds-users
sed -i 's/^useradd "$name" && //' /usr/local/bin/add-users.sh
