#!/bin/bash
# What is mounted below it shows elsewhere.
# on: box
# breaks: 1.1.4
# checks: private
mount --make-shared /srv/bound
