#!/bin/bash
# It is for hosts that are not there; Ansible is content with that.
# on: control
# breaks: 4.1.3
# checks: deploys
sed -i 's/hosts: web/hosts: nobody/' /srv/site/site.yml
