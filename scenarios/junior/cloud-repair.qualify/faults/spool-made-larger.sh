#!/bin/bash
# The spool has more room, and what fills it goes on.
# on: app[1]
# breaks: 3.3.3
# checks: repair-spool
sed -i 's/^trace.*/trace = on/' /etc/desk/desk.ini
sed -i 's/size=2m/size=64m/' /etc/fstab
mount -o remount,size=64m /var/spool/desk
