#!/bin/bash
# The user is not allowed in.
# on: controller
# checks: openrc catalog providers itself password
. /root/admin-openrc
openstack user set --disable li
