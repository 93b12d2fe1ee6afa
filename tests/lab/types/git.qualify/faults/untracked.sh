#!/bin/bash
# A file was forgotten.
# on: box
# checks: tidy
touch /srv/shop/new
