#!/bin/bash
# The unit has no policy.
# on: box
# breaks: 1.1.4
# checks: process-heals
sed -i '/^Restart=/d' /etc/systemd/system/keeper.service
systemctl daemon-reload
