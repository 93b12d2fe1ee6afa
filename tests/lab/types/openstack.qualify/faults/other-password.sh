#!/bin/bash
# The user's password was changed, and the openrc was not.
# on: controller
# breaks: 2.1.1
# checks: openrc catalog providers itself password
. /root/admin-openrc
openstack user set --password another-secret li
