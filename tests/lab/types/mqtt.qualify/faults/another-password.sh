#!/bin/bash
# Li's password is another one.
# on: broker
# breaks: 1.2.4
# checks: passes-on old-version nobody-without-name own-topics-only keeps over-tls
mosquitto_passwd -b /etc/mosquitto/passwords li pear
systemctl restart mosquitto
