#!/bin/bash
# What comes from outside is turned away with an answer, not in silence.
# on: gate
# breaks: 1.2.2
# checks: published
nft add rule inet filter input iifname eth4 reject
