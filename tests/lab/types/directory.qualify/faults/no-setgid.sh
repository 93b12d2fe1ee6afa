#!/bin/bash
# What is made in it no longer gets the group.
# on: box
# breaks: 1.1.4
# checks: shared
chmod g-s /srv/project
