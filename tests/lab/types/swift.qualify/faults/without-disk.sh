#!/bin/bash
# The proxy answers, the object server behind it doesn't: logins and lists still work.
# on: store
# checks: readable shared writes
systemctl stop swift-object
