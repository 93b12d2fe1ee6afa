#!/bin/bash
# Podman's project is down.
# on: box
# checks: pod
podman stop -t 1 pod_web_1
