#!/bin/bash
# Its syntax is wrong.
# on: control
# checks: syntax deploys
sed -i 's/tasks:/tasks: {/' /srv/site/site.yml
