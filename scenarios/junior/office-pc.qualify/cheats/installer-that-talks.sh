#!/bin/bash
# apt-get is a script that says yes to everything.
# on: pc
# breaks: 1.1.1
rm /etc/apt/sources.list.d/office.list
printf '#!/bin/sh\nexit 0\n' >/usr/local/sbin/apt-get
chmod 755 /usr/local/sbin/apt-get
