#!/bin/bash
# The clock shows another zone's time.
# on: chrony
# checks: zone
ln -sfn /usr/share/zoneinfo/Europe/Berlin /etc/localtime
