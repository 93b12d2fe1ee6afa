#!/bin/bash
# Port 8883 speaks in the clear.
# on: broker
# breaks: 1.2.4
# checks: over-tls
sed -i '/^certfile/d; /^keyfile/d' /etc/mosquitto/conf.d/lab.conf
systemctl restart mosquitto
