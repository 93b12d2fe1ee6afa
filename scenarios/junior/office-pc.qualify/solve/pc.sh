#!/bin/bash
# Solves the role pc with lightdm, which serves its login screen over VNC itself, and systemd's tools.
user=u$LABCHECK_PARAM_team
hostnamectl set-hostname "pc-$LABCHECK_PARAM_team"
sed -i 's/^# *\(zh_CN.UTF-8 UTF-8\)/\1/' /etc/locale.gen
locale-gen >/dev/null
localectl set-locale LANG=zh_CN.UTF-8
timedatectl set-timezone Asia/Shanghai
id "$user" >/dev/null 2>&1 || useradd -m -s /bin/bash -G sudo "$user"
chmod 700 "/home/$user"
echo "$user:$LABCHECK_PARAM_password" | chpasswd
mkdir -p /etc/lightdm/lightdm.conf.d
cat >/etc/lightdm/lightdm.conf.d/screen.conf <<CONF
[LightDM]
start-default-seat=false
[VNCServer]
enabled=true
command=Xvnc -SecurityTypes None
port=$LABCHECK_PARAM_screen
width=1024
height=768
depth=24
CONF
echo /usr/sbin/lightdm >/etc/X11/default-display-manager
systemctl set-default --quiet graphical.target
systemctl enable --quiet lightdm 2>/dev/null
systemctl restart lightdm
echo "deb [trusted=yes] http://$LABCHECK_HOST_hub_ADDRESS:$LABCHECK_PARAM_packages ./" >/etc/apt/sources.list.d/office.list
# The package server may come up at the same time.
for _ in {1..30}; do
  if apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq office-notes >/dev/null 2>&1; then break; fi
  sleep 1
done
office-notes >/dev/null
