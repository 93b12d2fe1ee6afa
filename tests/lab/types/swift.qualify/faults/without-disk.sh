#!/bin/bash
# The proxy answers, the object server behind it doesn't: logins and lists still work.
# on: store
# breaks: 2.3.3
# checks: readable shared writes
systemctl stop swift-object
