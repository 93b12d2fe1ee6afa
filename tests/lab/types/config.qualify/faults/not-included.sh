#!/bin/bash
# The server's file is there, but nothing includes it.
# on: web
# breaks: 1.1.4
# checks: server-listens passes-on
rm /etc/nginx/sites-enabled/a
