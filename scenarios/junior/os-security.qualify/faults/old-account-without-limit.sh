#!/bin/bash
# The limit is there for new users; the account that exists has none.
# on: server
# breaks: 1.1.4
# checks: password-ageing
chage --maxdays 99999 "aud$LABCHECK_PARAM_team"
