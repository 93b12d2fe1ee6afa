#!/bin/bash
# One web server doesn't know the names of its neighbours.
# on: web[1]
# breaks: 1.2.1
sed -i '/^192\.168\./d' /etc/hosts
