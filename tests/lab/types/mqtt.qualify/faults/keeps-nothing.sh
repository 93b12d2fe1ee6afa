#!/bin/bash
# The broker keeps nothing.
# on: broker
# checks: keeps
echo 'retain_available false' >>/etc/mosquitto/conf.d/lab.conf
systemctl restart mosquitto
