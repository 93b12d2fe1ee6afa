#!/bin/bash
# The engine does not answer.
# on: box
# breaks: 1.1.4
# checks: docker-stops docker-back docker-back-by-itself docker-restarts
systemctl stop docker.socket docker
