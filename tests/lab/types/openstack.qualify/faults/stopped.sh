#!/bin/bash
# Keystone is down.
# on: controller
# breaks: 2.1.1
# checks: openrc catalog providers itself password
systemctl stop keystone
