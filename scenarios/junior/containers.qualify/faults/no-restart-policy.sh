#!/bin/bash
# The site's container stays down after a crash and after a restart of the server.
# on: app
# breaks: 2.1.4
# checks: web-settings
docker update --restart no "web-$LABCHECK_PARAM_team"
