#!/bin/bash
# There is no playbook.
# on: control
# checks: syntax deploys
rm /srv/site/site.yml
