#!/bin/bash
# The container was never made.
# on: box
# checks: podman-pauses podman-back podman-back-by-itself
podman rm -f -t 0 job
