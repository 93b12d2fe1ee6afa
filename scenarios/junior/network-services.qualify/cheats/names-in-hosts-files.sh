#!/bin/bash
# No name server at all: the names stand in every machine's hosts file.
# on: ns files web
# breaks: 1.2.4
systemctl disable --quiet --now named 2>/dev/null || true
zone=$LABCHECK_PARAM_company.example
cat >>/etc/hosts <<END
$LABCHECK_HOST_ns_ADDRESS ns.$zone
$LABCHECK_HOST_files_ADDRESS files.$zone mail.$zone
$LABCHECK_HOST_web_ADDRESS www.$zone shop.$zone
END
