#!/bin/bash
# The archive is another kind than its name says.
# on: box
# breaks: 1.1.4
# checks: backup
tar -C / -cjf /backup/etc.tar.gz etc
