#!/bin/bash
# The broker keeps nothing.
# on: broker
# breaks: 1.2.4
# checks: keeps
echo 'retain_available false' >>/etc/mosquitto/conf.d/lab.conf
systemctl restart mosquitto
