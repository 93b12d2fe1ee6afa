#!/bin/bash
# Podman's project is down.
# on: box
# breaks: 1.1.4
# checks: pod
podman stop -t 1 pod_web_1
