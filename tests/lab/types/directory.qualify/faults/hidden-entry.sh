#!/bin/bash
# A hidden file more lies in it.
# on: box
# checks: contents
touch /srv/project/.extra
