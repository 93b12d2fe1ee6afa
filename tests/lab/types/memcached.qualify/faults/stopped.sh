#!/bin/bash
# It does not run.
# on: cache
# breaks: 2.3.6
# checks: version connections memory keeps
systemctl stop memcached
