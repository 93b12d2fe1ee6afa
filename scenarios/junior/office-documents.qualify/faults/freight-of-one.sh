#!/bin/bash
# The freight is that of another weight.
# on: desk
# breaks: 1.1.5
# checks: search-answers
sed -i 's/^Q2,[0-9]*/Q2,3/' "$LABCHECK_PARAM_folder/answers.csv"
