#!/bin/bash
# What was in memory is made anew.
# on: box
# checks: forgets
echo 'f /run/before' >/etc/tmpfiles.d/before.conf
