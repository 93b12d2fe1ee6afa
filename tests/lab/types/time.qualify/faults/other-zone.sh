#!/bin/bash
# The clock shows another zone's time.
# on: chrony
# breaks: 1.1.4
# checks: zone
ln -sfn /usr/share/zoneinfo/Europe/Berlin /etc/localtime
