#!/bin/bash
# The settings lead around in a circle.
# on: box
# breaks: 1.1.4
# checks: settings
ln -sfn /etc/app.conf /etc/app.conf
