#!/bin/bash
# A task that changes something every time.
# on: control
# breaks: 4.1.3
# checks: deploys
printf '    - ansible.builtin.command: "true"\n' >>/srv/site/site.yml
