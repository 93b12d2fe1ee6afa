#!/bin/bash
# Nothing runs.
# on: box
# breaks: 1.1.4
# checks: service-stops service-back process-is-killed process-back process-back-by-itself process-pauses process-goes-on
systemctl stop loop
