#!/bin/bash
# The server is logged in now but won't log in after the next restart.
# on: server
# breaks: 2.3.2
# checks: block-remote
iscsiadm -m node -T "$LABCHECK_PARAM_target" -o update -n node.startup -v manual
