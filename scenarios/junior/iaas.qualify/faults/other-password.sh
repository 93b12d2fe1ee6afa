#!/bin/bash
# The administrator has another password than the one that was given.
# on: controller
# breaks: 3.1.1 2.1.1 3.1.2 3.1.3 3.1.4
# checks: iaas-login
# shellcheck source=/dev/null
. /root/admin-openrc
settled
openstack user set --password changed-later admin
