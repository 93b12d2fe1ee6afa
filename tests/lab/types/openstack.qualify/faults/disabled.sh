#!/bin/bash
# The user is not allowed in.
# on: controller
# breaks: 2.1.1
# checks: openrc catalog providers itself password
. /root/admin-openrc
openstack user set --disable li
