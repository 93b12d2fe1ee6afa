#!/bin/bash
# Another database is dumped.
# on: db
# breaks: 2.3.1
# checks: db-dump-restored
sed -i "s/'orders_[a-z0-9]*'/mysql/" /usr/local/sbin/db-dump
