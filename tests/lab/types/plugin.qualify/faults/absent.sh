#!/bin/bash
# The plugin is not there.
# on: box
# breaks: 1.1.4
# checks: installed
rm /usr/lib/nagios/plugins/check_shop
