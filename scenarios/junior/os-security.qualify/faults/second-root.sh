#!/bin/bash
# A second name for root.
# on: server
# breaks: 1.1.4
# checks: password-ageing
useradd --non-unique --uid 0 toor
