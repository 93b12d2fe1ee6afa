#!/bin/bash
# The account is locked.
# on: box
# breaks: 1.1.4
# checks: account
usermod -L deploy
