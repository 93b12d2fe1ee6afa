#!/bin/bash
# A dump lies there, but the unit that should make it does nothing.
# on: db
# breaks: 2.3.1
# checks: db-dump-restored
systemctl start db-dump.service
sed -i 's/^ExecStart=.*/ExecStart=\/bin\/true/' /etc/systemd/system/db-dump.service
systemctl daemon-reload
