#!/bin/bash
# The unit has no policy.
# on: box
# checks: process-heals
sed -i '/^Restart=/d' /etc/systemd/system/keeper.service
systemctl daemon-reload
