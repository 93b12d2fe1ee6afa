#!/bin/bash
# What is made in the folder is not Alice's.
# on: box[1]
# breaks: 1.1.4
# checks: alice-works
setfacl -k /srv/project
