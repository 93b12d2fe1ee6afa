#!/bin/bash
# Its syntax is wrong.
# on: control
# breaks: 4.1.3
# checks: syntax deploys
sed -i 's/tasks:/tasks: {/' /srv/site/site.yml
