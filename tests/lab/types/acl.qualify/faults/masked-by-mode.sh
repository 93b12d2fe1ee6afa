#!/bin/bash
# chmod takes the group's bits away, which are the mask.
# on: box[1]
# breaks: 1.1.4
# checks: alice-works
chmod g=rx /srv/project
