#!/bin/bash
# One web server runs now but is gone after the next restart.
# on: web[0]
# breaks: 1.2.4
systemctl disable --quiet nginx
