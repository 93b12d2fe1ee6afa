#!/bin/bash
# There is no archive.
# on: mail
# breaks: 1.2.4
# checks: lists archive
doveadm mailbox delete -u li -s Archive
