#!/bin/bash
# What is mounted below it shows elsewhere.
# on: box
# checks: private
mount --make-shared /srv/bound
