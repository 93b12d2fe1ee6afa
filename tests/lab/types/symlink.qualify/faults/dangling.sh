#!/bin/bash
# What the settings lead to is gone.
# on: box
# breaks: 1.1.4
# checks: settings
rm /srv/app/releases/2/app.conf
