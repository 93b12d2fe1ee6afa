#!/bin/bash
# The plan was never passed on.
# on: hub
# breaks: 1.1.2
# checks: plan-passed-on
doveadm expunge -u qiao mailbox INBOX subject 'The plan'
