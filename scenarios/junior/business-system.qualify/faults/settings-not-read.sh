#!/bin/bash
# The number of connections stands in a file that the running server has not read.
# on: db
# breaks: 1.2.3
# checks: db-settings
mariadb -e 'set global max_connections = 151'
