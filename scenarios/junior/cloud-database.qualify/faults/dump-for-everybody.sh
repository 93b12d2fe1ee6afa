#!/bin/bash
# Whoever is on the machine may read the dump.
# on: db
# breaks: 2.3.1
# checks: db-dump-restored
sed -i 's/^umask 077$/umask 022/' /usr/local/sbin/db-dump
