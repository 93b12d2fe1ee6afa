#!/bin/bash
# One web server is stopped and won't start at boot.
# on: web[1]
# breaks: 1.2.4 2.2.3
systemctl disable --quiet --now nginx
