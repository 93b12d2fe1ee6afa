#!/bin/bash
# Another way: xdm with an X server whose screen is on the network; plain files for the rest.
user=u$LABCHECK_PARAM_team
echo "pc-$LABCHECK_PARAM_team" >/etc/hostname
hostname "pc-$LABCHECK_PARAM_team"
localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
echo 'LANG="zh_CN.UTF-8"' >/etc/default/locale
cp --remove-destination /usr/share/zoneinfo/Asia/Shanghai /etc/localtime
echo Asia/Shanghai >/etc/timezone
mkdir -p /srv/people
useradd -m -d "/srv/people/$user" -s /bin/bash "$user"
chmod 700 "/srv/people/$user"
echo "$user:$LABCHECK_PARAM_password" | chpasswd
echo "$user ALL=(ALL) ALL" >/etc/sudoers.d/user
chmod 440 /etc/sudoers.d/user
# xdm starts the X server, whose screen is that port, as if it were the machine's own.
echo ":0 local /usr/bin/Xvnc :0 -SecurityTypes None -rfbport $LABCHECK_PARAM_screen -geometry 800x600 -depth 24" >/etc/X11/xdm/Xservers
echo /usr/bin/xdm >/etc/X11/default-display-manager
ln -sf /lib/systemd/system/xdm.service /etc/systemd/system/display-manager.service
systemctl daemon-reload
systemctl set-default --quiet graphical.target
systemctl restart xdm
echo "deb [trusted=yes] http://$LABCHECK_HOST_hub_ADDRESS:$LABCHECK_PARAM_packages/ ./" >/etc/apt/sources.list
for _ in {1..30}; do
  if apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq office-notes >/dev/null 2>&1; then break; fi
  sleep 1
done
office-notes >/dev/null
