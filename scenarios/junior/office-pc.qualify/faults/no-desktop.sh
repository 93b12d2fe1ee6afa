#!/bin/bash
# After the login there is a terminal and no desktop.
# on: pc
# breaks: 1.1.1
# checks: login
printf '#!/bin/sh\nexec xterm\n' >"/home/u$LABCHECK_PARAM_team/.xsession"
chmod 755 "/home/u$LABCHECK_PARAM_team/.xsession"
rm -f /usr/share/xsessions/*
printf '[Desktop Entry]\nName=terminal\nExec=xterm\nType=Application\n' >/usr/share/xsessions/terminal.desktop
