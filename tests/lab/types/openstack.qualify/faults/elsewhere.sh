#!/bin/bash
# The catalog leads out of the lab.
# on: controller
# breaks: 2.1.1
# checks: catalog providers
. /root/admin-openrc
openstack endpoint list --service placement --interface public -f value -c ID |
  xargs -I{} openstack endpoint set --url http://203.0.113.9:8778 {}
