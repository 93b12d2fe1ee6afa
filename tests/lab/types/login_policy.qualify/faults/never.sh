#!/bin/bash
# The password never ages.
# on: box
# checks: account
chage -M 99999 deploy
