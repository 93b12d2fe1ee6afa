#!/bin/bash
# Logins and lists work, but the server behind them that holds the objects is down.
# on: store
# breaks: 2.3.3
# checks: store-services
systemctl stop swift-object
