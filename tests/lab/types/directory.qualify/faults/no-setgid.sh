#!/bin/bash
# What is made in it no longer gets the group.
# on: box
# checks: shared
chmod g-s /srv/project
