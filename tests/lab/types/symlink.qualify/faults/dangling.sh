#!/bin/bash
# What the settings lead to is gone.
# on: box
# checks: settings
rm /srv/app/releases/2/app.conf
