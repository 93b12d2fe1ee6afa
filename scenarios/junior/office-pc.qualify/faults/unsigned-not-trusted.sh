#!/bin/bash
# apt does not trust the office's server.
# on: pc
# breaks: 1.1.1
# checks: software
sed -i 's/ \[trusted=yes\]//' /etc/apt/sources.list.d/office.list
