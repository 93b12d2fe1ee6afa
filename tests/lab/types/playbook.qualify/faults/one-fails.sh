#!/bin/bash
# One of two hosts fails.
# on: control
# breaks: 4.1.3
# checks: deploys
printf '    - ansible.builtin.fail: {msg: no}\n      when: inventory_hostname == "two"\n' >>/srv/site/site.yml
