#!/bin/bash
# The report is gone.
# on: mail
# checks: archive
doveadm expunge -u li mailbox Archive all
