#!/bin/bash
# The worker is on a network of its own.
# on: app
# breaks: 2.1.4
# checks: net-names
team=$LABCHECK_PARAM_team
docker network create elsewhere
docker network disconnect "net-$team" "worker-$team"
docker network connect elsewhere "worker-$team"
