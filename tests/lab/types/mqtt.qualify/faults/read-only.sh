#!/bin/bash
# Li only listens.
# on: broker
# breaks: 1.2.4
# checks: passes-on old-version own-topics-only keeps
sed -i s/readwrite/read/ /etc/mosquitto/acl
systemctl restart mosquitto
