#!/bin/bash
# The FTP user is kept in another folder than the planned one.
# on: files
# breaks: 1.2.4
# checks: ftp-upload ftp-download
mkdir -p /srv/other/incoming
chown "$LABCHECK_PARAM_ftp_user:" /srv/other/incoming
usermod --home /srv/other "$LABCHECK_PARAM_ftp_user"
