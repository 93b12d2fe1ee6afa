#!/bin/bash
# New files belong to their maker's own group.
# on: server
# breaks: 1.1.4
# checks: shared-directory
chmod 0770 "/srv/share-$LABCHECK_PARAM_team"
chmod g-s "/srv/share-$LABCHECK_PARAM_team"
