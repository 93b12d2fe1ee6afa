#!/bin/bash
# The workstation never saw the server's host key: ssh asks whether to go on.
# on: desk
# breaks: 1.1.4
# checks: admin-login
rm /root/.ssh/known_hosts
