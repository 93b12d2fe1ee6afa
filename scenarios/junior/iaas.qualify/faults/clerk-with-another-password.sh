#!/bin/bash
# The clerk has another password than the one that was given.
# on: controller
# breaks: 3.1.2 3.1.3
# checks: manage-account
# shellcheck source=/dev/null
. /root/admin-openrc
settled
openstack user set --password changed-later "clerk-$LABCHECK_PARAM_team"
