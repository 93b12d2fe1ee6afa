#!/bin/bash
# Short names are not completed.
# on: plain
# checks: servers looked-up
sed -i /search/d /etc/resolv.conf
