#!/bin/bash
# The page has the label of somebody's home.
# on: box
# breaks: 1.1.4
# checks: labelled
chcon -t user_home_t /var/www/html/index.html
