#!/bin/bash
# It says that it made a user, and makes none.
# on: box
# breaks: 4.1.1
# checks: adds-users
sed -i 's/^useradd "$name" && //' /usr/local/bin/add-users.sh
