#!/bin/bash
# The proxy is down.
# on: store
# breaks: 2.3.3
# checks: containers listed none container readable shared login writes
systemctl stop swift-proxy
