#!/bin/bash
# The archive is another kind than its name says.
# on: box
# checks: backup
tar -C / -cjf /backup/etc.tar.gz etc
