#!/bin/bash
# Wei never got the report.
# on: hub
# breaks: 1.1.3
# checks: report-delivered
doveadm expunge -u wei mailbox INBOX subject 'The report'
