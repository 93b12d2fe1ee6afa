#!/bin/bash
# The workstation's ssh is a script that prints what a login would.
# on: desk
# breaks: 1.1.4
# checks: admin-login
rm -r /root/.ssh
mv /usr/bin/ssh /usr/bin/ssh.real
printf '#!/bin/sh\necho root\nexit 0\n' >/usr/bin/ssh
chmod +x /usr/bin/ssh
cp /usr/bin/ssh /usr/local/bin/ssh
echo 'ssh() { echo root; }' >>/root/.bashrc
