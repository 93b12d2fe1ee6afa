#!/bin/bash
# The plugin is not there.
# on: box
# checks: installed
rm /usr/lib/nagios/plugins/check_shop
