#!/bin/bash
# Anybody may come.
# on: broker
# breaks: 1.2.4
# checks: nobody-without-name
sed -i 's/^allow_anonymous .*/allow_anonymous true/' /etc/mosquitto/conf.d/lab.conf
systemctl restart mosquitto
