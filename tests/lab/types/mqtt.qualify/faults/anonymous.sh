#!/bin/bash
# Anybody may come.
# on: broker
# checks: nobody-without-name
sed -i 's/^allow_anonymous .*/allow_anonymous true/' /etc/mosquitto/conf.d/lab.conf
systemctl restart mosquitto
