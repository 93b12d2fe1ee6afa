#!/bin/bash
# The same few words are the reason for everything.
# on: desk
# breaks: 1.3.1
# checks: decision-complete
sed -i '2,$s/,"for the .*"/,good and cheap/' "$LABCHECK_PARAM_folder/decision.csv"
