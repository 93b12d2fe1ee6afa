#!/bin/bash
# The settings lead around in a circle.
# on: box
# checks: settings
ln -sfn /etc/app.conf /etc/app.conf
