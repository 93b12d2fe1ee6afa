#!/bin/bash
# The container was never made.
# on: box
# breaks: 1.1.4
# checks: podman-pauses podman-back podman-back-by-itself
podman rm -f -t 0 job
