#!/bin/bash
# Everybody may do everything.
# on: broker
# breaks: 1.2.4
# checks: own-topics-only
sed -i '/^acl_file/d' /etc/mosquitto/conf.d/lab.conf
systemctl restart mosquitto
