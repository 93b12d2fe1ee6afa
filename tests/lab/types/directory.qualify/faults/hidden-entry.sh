#!/bin/bash
# A hidden file more lies in it.
# on: box
# breaks: 1.1.4
# checks: contents
touch /srv/project/.extra
