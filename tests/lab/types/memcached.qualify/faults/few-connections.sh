#!/bin/bash
# The default of 1024 connections.
# on: cache
# breaks: 2.3.6
# checks: connections
sed -i '/^-c/d' /etc/memcached.conf
systemctl restart memcached
