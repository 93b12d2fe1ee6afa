#!/bin/bash
# The variable is not looked at.
# on: control
# breaks: 4.1.3
# checks: deploys
sed -i 's/{{ word }}/canned/' /srv/site/site.yml
