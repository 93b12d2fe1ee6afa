#!/bin/bash
# The variable is not looked at.
# on: control
# checks: deploys
sed -i 's/{{ word }}/canned/' /srv/site/site.yml
