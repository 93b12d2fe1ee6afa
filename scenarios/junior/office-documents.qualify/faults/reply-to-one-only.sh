#!/bin/bash
# Wei never got the answer.
# on: hub
# breaks: 1.1.2
# checks: reply-sent
doveadm expunge -u wei mailbox INBOX subject 'Re: Field report'
