#!/bin/bash
# Solves the role store: a target in tgt, over a file.
image=$LABCHECK_PARAM_image
mkdir -p "${image%/*}"
[ -e "$image" ] || truncate -s 256M "$image"
cat >/etc/tgt/conf.d/lab.conf <<CONF
<target $LABCHECK_PARAM_target>
    backing-store $image
    incominguser lab $LABCHECK_PARAM_chap_password
</target>
CONF
chmod 600 /etc/tgt/conf.d/lab.conf
systemctl enable --quiet --now tgt
tgt-admin --update ALL >/dev/null
