#!/bin/bash
# The FTP user has another password than the given one.
# on: files
# breaks: 1.2.4
# checks: ftp-login
echo "$LABCHECK_PARAM_ftp_user:changeme" | chpasswd
