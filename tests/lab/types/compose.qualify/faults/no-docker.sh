#!/bin/bash
# Docker is off.
# on: box
# breaks: 1.1.4
# checks: up web workers
systemctl stop docker.socket docker
