#!/bin/bash
# The page is gone.
# on: box
# breaks: 1.1.4
# checks: labelled
rm /var/www/html/index.html
