#!/bin/bash
# The report is gone.
# on: mail
# breaks: 1.2.4
# checks: archive
doveadm expunge -u li mailbox Archive all
