#!/bin/bash
# Docker is off.
# on: box
# checks: up web workers
systemctl stop docker.socket docker
