#!/bin/bash
# It is no archive at all.
# on: box
# checks: backup
ls -R /etc >/backup/etc.tar.gz
