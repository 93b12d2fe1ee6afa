#!/bin/bash
# Nothing listens.
# on: lb
# breaks: 2.2.3
# checks: answers shared-evenly shared-by-header
systemctl stop nginx
