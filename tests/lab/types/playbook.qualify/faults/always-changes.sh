#!/bin/bash
# A task that changes something every time.
# on: control
# checks: deploys
printf '    - ansible.builtin.command: "true"\n' >>/srv/site/site.yml
