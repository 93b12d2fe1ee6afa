#!/bin/bash
# Mail is taken and lies in the queue.
# on: mail
# checks: delivers
postconf defer_transports=virtual
systemctl restart postfix
