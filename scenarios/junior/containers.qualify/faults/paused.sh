#!/bin/bash
# The site's container is paused.
# on: app
# breaks: 2.1.4
# checks: web-container
docker pause "web-$LABCHECK_PARAM_team"
