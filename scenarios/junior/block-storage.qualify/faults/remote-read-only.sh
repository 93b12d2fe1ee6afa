#!/bin/bash
# The store's disk can be written to now, but not after the next restart.
# on: server
# breaks: 2.3.2
# checks: block-remote-anew
sed -i "s#\( $LABCHECK_PARAM_remote [^ ]* \)#\1ro,#" /etc/fstab
