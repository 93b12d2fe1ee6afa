#!/bin/bash
# What was in memory is made anew.
# on: box
# breaks: 1.1.4
# checks: forgets
echo 'f /run/before' >/etc/tmpfiles.d/before.conf
