#!/bin/bash
# A guest needs no password.
# on: server
# breaks: 1.1.4
# checks: password-ageing
useradd guest
passwd --quiet --delete guest
