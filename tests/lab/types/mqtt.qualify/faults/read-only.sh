#!/bin/bash
# Li only listens.
# on: broker
# checks: passes-on old-version own-topics-only keeps
sed -i s/readwrite/read/ /etc/mosquitto/acl
systemctl restart mosquitto
