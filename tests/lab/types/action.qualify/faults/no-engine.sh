#!/bin/bash
# The engine does not answer.
# on: box
# checks: docker-stops docker-back docker-back-by-itself docker-restarts
systemctl stop docker.socket docker
