#!/bin/bash
# The catalog leads to a service that isn't there.
# on: controller
# checks: providers
systemctl stop placement-api
