#!/bin/bash
# One host keeps sessions to itself.
# on: app[1]
# breaks: 3.3.4
# checks: scale-session
rm /etc/php/8.2/fpm/conf.d/90-sessions.ini
systemctl restart php8.2-fpm
