#!/bin/bash
# There is no playbook.
# on: control
# breaks: 4.1.3
# checks: syntax deploys
rm /srv/site/site.yml
