#!/bin/bash
# The file that filled the spool is gone, but goes on being written.
# on: app[0]
# breaks: 3.3.3
# checks: repair-spool
sed -i 's/^trace.*/trace = on/' /etc/desk/desk.ini
