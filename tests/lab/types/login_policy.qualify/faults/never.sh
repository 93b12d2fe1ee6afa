#!/bin/bash
# The password never ages.
# on: box
# breaks: 1.1.4
# checks: account
chage -M 99999 deploy
