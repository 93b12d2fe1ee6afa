#!/bin/bash
# The application is down behind its server.
# on: wiki
# breaks: 2.2.3
# checks: logs-in wrong-password writes-page uploads
systemctl stop php8.2-fpm
