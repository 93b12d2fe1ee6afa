#!/bin/bash
# Short names are not completed.
# on: plain
# breaks: 1.1.4
# checks: servers looked-up
sed -i /search/d /etc/resolv.conf
