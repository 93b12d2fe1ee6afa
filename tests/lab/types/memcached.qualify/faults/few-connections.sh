#!/bin/bash
# The default of 1024 connections.
# on: cache
# checks: connections
sed -i '/^-c/d' /etc/memcached.conf
systemctl restart memcached
