#!/bin/bash
# The clock shows the same hour today, by another zone.
# on: pc
# breaks: 1.1.1
# checks: language
timedatectl set-timezone Asia/Singapore
