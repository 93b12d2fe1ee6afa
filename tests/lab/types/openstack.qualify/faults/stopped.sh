#!/bin/bash
# Keystone is down.
# on: controller
# checks: openrc catalog providers itself password
systemctl stop keystone
