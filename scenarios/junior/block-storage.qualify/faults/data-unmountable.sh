#!/bin/bash
# The table's entry has an option that the file system doesn't know.
# on: server
# breaks: 2.3.2
# checks: block-mounted-anew
sed -i "s#\( $LABCHECK_PARAM_data [^ ]* \)defaults#\1undoable#" /etc/fstab
