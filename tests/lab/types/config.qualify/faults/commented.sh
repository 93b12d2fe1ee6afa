#!/bin/bash
# The port is another one, the right one stands in a comment.
# on: web
# breaks: 1.1.4
# checks: server-listens
sed -i 's/listen .*/listen 80; # listen 8080;/' /etc/nginx/sites-available/a
