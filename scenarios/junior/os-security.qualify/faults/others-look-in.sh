#!/bin/bash
# Everybody may look into the group's directory.
# on: server
# breaks: 1.1.4
# checks: shared-directory
chmod 2775 "/srv/share-$LABCHECK_PARAM_team"
