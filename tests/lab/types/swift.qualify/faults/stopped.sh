#!/bin/bash
# The proxy is down.
# on: store
# checks: containers listed none container readable shared login writes
systemctl stop swift-proxy
