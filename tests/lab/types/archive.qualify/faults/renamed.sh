#!/bin/bash
# It is no archive at all.
# on: box
# breaks: 1.1.4
# checks: backup
ls -R /etc >/backup/etc.tar.gz
