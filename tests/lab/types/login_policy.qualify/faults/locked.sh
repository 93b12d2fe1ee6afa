#!/bin/bash
# The account is locked.
# on: box
# checks: account
usermod -L deploy
