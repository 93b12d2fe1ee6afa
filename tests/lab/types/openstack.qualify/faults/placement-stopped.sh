#!/bin/bash
# The catalog leads to a service that isn't there.
# on: controller
# breaks: 2.1.1
# checks: providers
systemctl stop placement-api
