#!/bin/bash
# It does not run.
# on: cache
# checks: version connections memory keeps
systemctl stop memcached
