#!/bin/bash
# Mail is taken and lies in the queue.
# on: mail
# breaks: 1.2.4
# checks: delivers
postconf defer_transports=virtual
systemctl restart postfix
