#!/bin/bash
# The screen itself asks for a password.
# on: pc
# breaks: 1.1.1
# checks: login
printf 'secretpw\nsecretpw\nn\n' | vncpasswd /etc/screen.password >/dev/null 2>&1 || true
sed -i 's|^command=.*|command=Xvnc -SecurityTypes VncAuth -PasswordFile /etc/screen.password|' /etc/lightdm/lightdm.conf.d/screen.conf
systemctl restart lightdm
