#!/bin/bash
# The site's container may use twice the memory.
# on: app
# breaks: 2.1.4
# checks: web-settings
docker update --memory $((2 * LABCHECK_PARAM_memory_limit)) --memory-swap -1 "web-$LABCHECK_PARAM_team"
