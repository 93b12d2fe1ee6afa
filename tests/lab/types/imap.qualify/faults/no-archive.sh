#!/bin/bash
# There is no archive.
# on: mail
# checks: lists archive
doveadm mailbox delete -u li -s Archive
