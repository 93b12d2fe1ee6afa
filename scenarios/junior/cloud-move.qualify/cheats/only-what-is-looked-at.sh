#!/bin/bash
# As many entries as there were, but only the one that is opened is the old one.
# on: db
# breaks: 3.3.1
# checks: move-entries
mariadb "board_$LABCHECK_PARAM_team" -e "update wp_posts set post_content = sha2(ID, 256) where ID between 1001 and 1040 and ID <> 1017"
