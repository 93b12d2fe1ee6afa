#!/bin/bash
# The database runs now but is gone after the next restart.
# on: db
# breaks: 1.2.3
systemctl disable --quiet mariadb
