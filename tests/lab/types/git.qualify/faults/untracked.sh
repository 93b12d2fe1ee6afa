#!/bin/bash
# A file was forgotten.
# on: box
# breaks: 1.1.4
# checks: tidy
touch /srv/shop/new
